package io.wsgateway.core;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Something that a node saw of a user or topic that is being watched.
 *
 * @param kind what it was
 * @param node the node that saw it
 * @param time when, by that node's clock, in milliseconds since 1970
 * @param connection whose it was, or 0
 * @param dialect the protocol of that connection's client, or what else did it; or null
 * @param user who it was about, or null
 * @param topic what topic it was about, or null
 * @param text the beginning of what was said, or null
 * @param bytes how large that is, or -1
 * @param reason why, or null
 * @param count how many it stands for, or -1
 */
public record Sighting(
    Kind kind,
    int node,
    long time,
    long connection,
    @Nullable String dialect,
    @Nullable String user,
    @Nullable String topic,
    @Nullable String text,
    long bytes,
    @Nullable String reason,
    long count) {
  /** How much of what was said is told, in characters. */
  public static final int MAX_TEXT = 1_000;

  private static final String DIALECT = "dialect";
  private static final String USER = "user";
  private static final String TOPIC = "topic";
  private static final String BYTES = "bytes";
  private static final String REASON = "reason";
  private static final String COUNT = "count";
  private static final String CONNECTION = "connection";

  /** What can be seen. */
  public enum Kind {
    /** Somebody published to it. */
    PUSHED,
    /** A message was given to a connection to be written, or to so many of a topic. */
    DELIVERED,
    /** A client came. */
    CONNECTED,
    /** A client said who it is. */
    BOUND,
    /** A topic was joined. */
    JOINED,
    /** A topic was left. */
    LEFT,
    /** A connection is gone. */
    CLOSED,
    /** A client did not get what it wanted. */
    REFUSED,
    /** So much was to be told that some was not. */
    SKIPPED;

    /** The name on the wire. */
    public String slug() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  static Sighting of(Kind kind, int node, long time) {
    return new Sighting(kind, node, time, 0, null, null, null, null, -1, null, -1);
  }

  Sighting on(long id, String spoken) {
    return new Sighting(kind, node, time, id, spoken, user, topic, text, bytes, reason, count);
  }

  Sighting by(@Nullable String who) {
    return new Sighting(
        kind, node, time, connection, dialect, who, topic, text, bytes, reason, count);
  }

  Sighting in(@Nullable String which) {
    return new Sighting(
        kind, node, time, connection, dialect, user, which, text, bytes, reason, count);
  }

  Sighting because(String why) {
    return new Sighting(
        kind, node, time, connection, dialect, user, topic, text, bytes, why, count);
  }

  Sighting times(long number) {
    return new Sighting(
        kind, node, time, connection, dialect, user, topic, text, bytes, reason, number);
  }

  Sighting saying(Payload payload) {
    return new Sighting(
        kind,
        node,
        time,
        connection,
        dialect,
        user,
        topic,
        payload.isBinary() ? null : start(payload),
        payload.size(),
        reason,
        count);
  }

  /** Without reading all of a long text: a character has at most four bytes. */
  private static String start(Payload payload) {
    int most = 4 * MAX_TEXT;
    String text =
        payload.size() <= most ? payload.text() : new String(payload.bytes(), 0, most, UTF_8);
    if (text.length() <= MAX_TEXT) {
      return text;
    }
    boolean cutsPair = Character.isHighSurrogate(text.charAt(MAX_TEXT - 1));
    return text.substring(0, cutsPair ? MAX_TEXT - 1 : MAX_TEXT);
  }

  /** As it travels between nodes. */
  Map<String, String> toTexts() {
    Map<String, String> texts = new HashMap<>();
    texts.put("kind", kind.name());
    texts.put("node", Integer.toString(node));
    texts.put("time", Long.toString(time));
    texts.put(CONNECTION, Long.toString(connection));
    put(texts, DIALECT, dialect);
    put(texts, USER, user);
    put(texts, TOPIC, topic);
    put(texts, "text", text);
    texts.put(BYTES, Long.toString(bytes));
    put(texts, REASON, reason);
    texts.put(COUNT, Long.toString(count));
    return texts;
  }

  private static void put(Map<String, String> texts, String name, @Nullable String text) {
    if (text != null) {
      texts.put(name, text);
    }
  }

  /** What another node tells, or null if this version does not understand it. */
  static @Nullable Sighting of(Map<String, String> texts) {
    try {
      return new Sighting(
          Kind.valueOf(texts.getOrDefault("kind", "")),
          Integer.parseInt(texts.getOrDefault("node", "")),
          Long.parseLong(texts.getOrDefault("time", "")),
          Long.parseLong(texts.getOrDefault(CONNECTION, "0")),
          texts.get(DIALECT),
          texts.get(USER),
          texts.get(TOPIC),
          texts.get("text"),
          Long.parseLong(texts.getOrDefault(BYTES, "-1")),
          texts.get(REASON),
          Long.parseLong(texts.getOrDefault(COUNT, "-1")));
    } catch (IllegalArgumentException e) {
      return null;
    }
  }
}
