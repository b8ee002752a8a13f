package io.wsgateway.push;

import java.util.Set;

/**
 * How many are in a topic. One that nobody knows has nobody in it.
 *
 * @param topic its name
 * @param connections connections in it, by themselves or through their user
 * @param users connected users in it
 * @param missing the numbers of nodes that did not answer in time, and are not counted
 */
public record TopicState(String topic, long connections, long users, Set<Integer> missing) {
  static TopicState read(Fields fields) {
    return new TopicState(
        fields.text("topic"),
        fields.number("connections"),
        fields.number("users"),
        fields.missing());
  }
}
