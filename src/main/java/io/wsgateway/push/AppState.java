package io.wsgateway.push;

import java.util.Set;

/**
 * How much an app has.
 *
 * @param app its name
 * @param connections its connections, of users and of nobody
 * @param users users who are connected
 * @param topics topics that have connections
 * @param missing the numbers of nodes that did not answer in time, and are not counted
 */
public record AppState(
    String app, long connections, long users, long topics, Set<Integer> missing) {
  static AppState read(Fields fields) {
    return new AppState(
        fields.text("app"),
        fields.number("connections"),
        fields.number("users"),
        fields.number("topics"),
        fields.missing());
  }
}
