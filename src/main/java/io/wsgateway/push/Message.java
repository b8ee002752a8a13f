package io.wsgateway.push;

import java.util.Base64;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is pushed, and to whom. Immutable: each method that sets something gives another message.
 *
 * <pre>{@code
 * Message.text(Target.topic("news"), "It rains").from("ann").exceptUsers(List.of("ann"))
 * }</pre>
 */
public final class Message {
  private final Target target;
  private final Map<String, Object> content;
  private final @Nullable String key;

  private Message(Target target, Map<String, Object> content, @Nullable String key) {
    this.target = target;
    this.content = content;
    this.key = key;
  }

  /** A text, which clients of every dialect get. At most {@code gateway.message.max-size}. */
  public static Message text(Target to, String text) {
    return new Message(to, Map.of("text", text), null);
  }

  /** Bytes, which only clients of the raw dialect get. At most {@code gateway.message.max-size}. */
  public static Message binary(Target to, byte[] bytes) {
    return new Message(to, Map.of("binary", Base64.getEncoder().encodeToString(bytes)), null);
  }

  /** The user it comes from, for dialects that tell. */
  public Message from(String user) {
    return with("from", PathText.checked(user));
  }

  /** Users who do not get it, though meant by its target: at most {@link Target#MAX}. */
  public Message exceptUsers(Collection<String> users) {
    return except("users", users);
  }

  /** Connections that do not get it: at most {@link Target#MAX}. */
  public Message exceptConnections(Collection<Long> ids) {
    return except("connections", ids);
  }

  /**
   * A key of its own, 1 to 200 visible characters of ASCII. The gateway pushes only the first of
   * the messages that have the same key, as long as it remembers ({@code
   * gateway.api.idempotency-window}, 5 minutes): set one that follows from what the message is
   * about, and also a back end that starts again pushes it once. Without one each push gets one by
   * chance, which serves for its own repetitions.
   *
   * @throws IllegalArgumentException if it cannot be one
   */
  public Message withKey(String idempotencyKey) {
    return new Message(target, content, Request.checkedKey(idempotencyKey));
  }

  private Message except(String field, Collection<?> entries) {
    if (entries.size() > Target.MAX) {
      throw new IllegalArgumentException(
          entries.size() + " " + field + " left out; expected at most " + Target.MAX);
    }
    Map<String, Object> except = new LinkedHashMap<>();
    if (content.get("except") instanceof Map<?, ?> before) {
      before.forEach((name, value) -> except.put((String) name, value));
    }
    except.put(field, List.copyOf(entries));
    return with("except", except);
  }

  private Message with(String field, Object value) {
    Map<String, Object> more = new LinkedHashMap<>(content);
    more.put(field, value);
    return new Message(target, more, key);
  }

  /** Whom it is for. */
  public Target target() {
    return target;
  }

  /** Its own key, if it has one. */
  @Nullable String key() {
    return key;
  }

  /** As the API reads it, to be added to. */
  Map<String, Object> json() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("to", Map.of(target.field(), target.value()));
    json.putAll(content);
    return json;
  }

  /** Whom it is for; what it says is nobody's business in a log. */
  @Override
  public String toString() {
    return "message to " + target.field();
  }
}
