package io.wsgateway.core;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What one node asks others, or has them do; {@link QuestionDesk} says what each kind means by its
 * arguments.
 *
 * @param app the app it is about
 * @param connection the connection it is about, or 0
 * @param arguments names and texts
 * @param info attributes of a connection
 * @param limit how many entries the answer may list
 */
record Question(
    Kind kind,
    String app,
    long connection,
    List<String> arguments,
    Map<String, String> info,
    int limit) {

  Question {
    arguments = List.copyOf(arguments);
    info = Map.copyOf(info);
  }

  /** About one connection. */
  static Question about(Kind kind, String app, long connection, String... arguments) {
    return new Question(kind, app, connection, List.of(arguments), Map.of(), 0);
  }

  /** About an app. */
  static Question about(Kind kind, String app, String... arguments) {
    return about(kind, app, 0, arguments);
  }

  /** For one page of a list; the cursor, which may be null, becomes the last argument. */
  static Question page(Kind kind, String app, Page page, String... arguments) {
    @Nullable String after = page.after();
    List<String> all = new ArrayList<>(List.of(arguments));
    all.add(after == null ? "" : after);
    return new Question(kind, app, 0, all, Map.of(), page.limit());
  }

  /** With attributes of a connection. */
  Question with(Map<String, String> attributes) {
    return new Question(kind, app, connection, arguments, attributes, limit);
  }

  String argument(int index) {
    return arguments.get(index);
  }

  /** The kinds. Their names are part of the envelope. */
  enum Kind {
    IS_CONNECTED,
    USER_OF,
    BIND,
    UNBIND,
    JOIN,
    LEAVE,
    CLOSE,
    INFO,
    SET_INFO,
    MERGE_INFO,
    IS_USER_ONLINE,
    CONNECTIONS_OF,
    CLOSE_USER,
    DISBAND,
    COUNT_CONNECTIONS,
    COUNT_CONNECTIONS_IN,
    HASHES_OF_USERS,
    HASHES_OF_TOPICS,
    HASHES_OF_USERS_IN,
    CONNECTIONS,
    CONNECTIONS_IN,
    USERS,
    USERS_IN,
    TOPICS,
    TOPICS_OF_USERS,
    MEMBERS,
    BLOCKS,
    BINDINGS_OF,
    GIVE_WAY,
    REPORT_USER,
    REPORT_CONNECTION,
    APPS,
    DRAIN,
    RESUME,
    FIGURES,
    CONFIGURATION,
    RELOAD
  }
}
