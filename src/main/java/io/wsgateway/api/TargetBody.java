package io.wsgateway.api;

import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.Size;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Whom a message is for, as a back end writes it. */
@ExactlyOne({"user", "users", "topic", "topics", "connection", "connections", "all"})
record TargetBody(
    @Nullable String user,
    @Size(min = 1, max = MAX, message = LENGTH) @Nullable List<String> users,
    @Nullable String topic,
    @Size(min = 1, max = MAX, message = LENGTH) @Nullable List<String> topics,
    @ConnectionId @Nullable Long connection,
    @Size(min = 1, max = MAX, message = LENGTH) @Nullable List<@ConnectionId Long> connections,
    @AssertTrue(message = "can only be true") @Nullable Boolean all)
    implements ExactlyOne.Choice, Constraints.Quick {

  /** So many names or ids may be in one list. */
  static final int MAX = 1000;

  static final String TOO_MANY = "has more than " + MAX + " entries";
  private static final String LENGTH = "has none or more than " + MAX + " entries";

  static TargetBody read(Fields fields) {
    return new TargetBody(
        fields.text("user"),
        fields.texts("users"),
        fields.text("topic"),
        fields.texts("topics"),
        fields.number("connection"),
        fields.numbers("connections"),
        fields.truth("all"));
  }

  /** One user or one topic: names have rules of their own. */
  @Override
  public boolean isSurelyRight() {
    return (user == null) != (topic == null)
        && users == null
        && topics == null
        && connection == null
        && connections == null
        && all == null;
  }

  @Override
  public List<@Nullable Object> alternatives() {
    return Arrays.asList(user, users, topic, topics, connection, connections, all);
  }
}
