package io.wsgateway.push;

import java.util.Collection;
import java.util.List;

/**
 * Whom a message is for. Lists have 1 to {@value #MAX} entries; a name or id that comes twice gets
 * the message twice. Immutable.
 */
public final class Target {
  /** So many names or ids may be in one list. */
  public static final int MAX = 1_000;

  private final String field;
  private final Object value;
  private final int size;

  private Target(String field, Object value, int size) {
    this.field = field;
    this.value = value;
    this.size = size;
  }

  /** A user, with all its connections. */
  public static Target user(String name) {
    return new Target("user", PathText.checked(name), 1);
  }

  /** Several users. */
  public static Target users(Collection<String> names) {
    return listed("users", names);
  }

  /** Who is in a topic. */
  public static Target topic(String name) {
    return new Target("topic", PathText.checked(name), 1);
  }

  /** Who is in any of several topics; who is in two of them gets the message twice. */
  public static Target topics(Collection<String> names) {
    return listed("topics", names);
  }

  /** One connection, by its id. */
  public static Target connection(long id) {
    return new Target("connection", id, 1);
  }

  /** Several connections. */
  public static Target connections(Collection<Long> ids) {
    return listed("connections", ids);
  }

  /** Every connection of the app. */
  public static Target all() {
    return new Target("all", true, 1);
  }

  private static Target listed(String field, Collection<?> entries) {
    if (entries.isEmpty() || entries.size() > MAX) {
      throw new IllegalArgumentException(
          entries.size() + " " + field + " for one message; expected 1 to " + MAX);
    }
    return new Target(field, List.copyOf(entries), entries.size());
  }

  /** Its name in a message's {@code to}. */
  String field() {
    return field;
  }

  /** Its value there. */
  Object value() {
    return value;
  }

  /** How many destinations it has, and receipts its message. */
  public int size() {
    return size;
  }

  @Override
  public String toString() {
    return field + " " + value;
  }
}
