package io.wsgateway.core;

/**
 * The bound of an {@link Outbox}.
 *
 * @param messages at most so many messages wait or are in flight, at least 1
 * @param bytes at most so many payload bytes wait or are in flight; a single larger message passes
 *     when it is alone, since it could never be sent otherwise
 */
public record OutboxLimits(int messages, long bytes) {

  /** Whether one more message of that size may join those that are there. */
  boolean allow(int presentMessages, long presentBytes, int size) {
    return presentMessages == 0 || (presentMessages < messages && presentBytes + size <= bytes);
  }
}
