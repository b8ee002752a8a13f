package io.wsgateway.push;

import java.util.List;
import java.util.Set;

/**
 * Whether, and by what, a user is connected. One that nobody knows is not.
 *
 * @param user its name
 * @param online whether it has a connection
 * @param connections their ids
 * @param missing the numbers of nodes that did not answer in time, and may have more
 */
public record UserState(String user, boolean online, List<Long> connections, Set<Integer> missing) {
  static UserState read(Fields fields) {
    return new UserState(
        fields.text("user"),
        fields.truth("online"),
        fields.list("connections", Fields::id),
        fields.missing());
  }
}
