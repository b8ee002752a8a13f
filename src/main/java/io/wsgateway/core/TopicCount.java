package io.wsgateway.core;

/**
 * A topic that has connections.
 *
 * @param topic its name
 * @param connections how many are in it
 */
public record TopicCount(String topic, long connections) {}
