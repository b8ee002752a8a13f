package io.wsgateway.core;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a publisher may say besides destination and payload. Immutable.
 *
 * @param sender the user the message comes from, or null
 * @param excludedConnections ids of connections that do not get it
 * @param excludedUsers users whose connections do not get it
 * @param attributes what a dialect tells itself: carried to every node, and read by {@link
 *     Dialect#encode} alone; keys begin with the dialect's name and a dot
 * @param by the caller of an API, as the {@link Audit} is to name it, or null; no other node and no
 *     client sees it
 */
public record PublishOptions(
    @Nullable String sender,
    Set<Long> excludedConnections,
    Set<String> excludedUsers,
    Map<String, String> attributes,
    @Nullable String by) {
  /** From nobody, to everybody. */
  public static final PublishOptions NONE = new PublishOptions(null, Set.of(), Set.of(), Map.of());

  public PublishOptions {
    excludedConnections = Set.copyOf(excludedConnections);
    excludedUsers = Set.copyOf(excludedUsers);
    attributes = Map.copyOf(attributes);
  }

  /** What is said by no caller of an API. */
  public PublishOptions(
      @Nullable String sender,
      Set<Long> excludedConnections,
      Set<String> excludedUsers,
      Map<String, String> attributes) {
    this(sender, excludedConnections, excludedUsers, attributes, null);
  }

  /** The same, said by that caller of an API. */
  public PublishOptions by(@Nullable String caller) {
    return new PublishOptions(sender, excludedConnections, excludedUsers, attributes, caller);
  }

  /** The same, from that user. */
  public PublishOptions from(@Nullable String user) {
    return new PublishOptions(user, excludedConnections, excludedUsers, attributes, by);
  }

  /** The same, but not to that connection. */
  public PublishOptions except(long connection) {
    return new PublishOptions(
        sender,
        Stream.concat(excludedConnections.stream(), Stream.of(connection))
            .collect(Collectors.toSet()),
        excludedUsers,
        attributes,
        by);
  }

  /** The same, but not to that user. */
  public PublishOptions exceptUser(String user) {
    return new PublishOptions(
        sender,
        excludedConnections,
        Stream.concat(excludedUsers.stream(), Stream.of(user)).collect(Collectors.toSet()),
        attributes,
        by);
  }

  /** The same with one more attribute. */
  public PublishOptions attribute(String key, String value) {
    Map<String, String> more = new HashMap<>(attributes);
    more.put(key, value);
    return new PublishOptions(sender, excludedConnections, excludedUsers, more, by);
  }
}
