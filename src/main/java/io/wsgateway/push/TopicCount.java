package io.wsgateway.push;

/**
 * A topic in a list.
 *
 * @param topic its name
 * @param connections connections in it, by themselves or through their user
 */
public record TopicCount(String topic, long connections) {
  static TopicCount read(Fields fields) {
    return new TopicCount(fields.text("topic"), fields.number("connections"));
  }
}
