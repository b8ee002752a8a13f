package io.wsgateway.core;

/**
 * The bound of an {@link Outbox}.
 *
 * @param messages at most so many messages wait or are in flight, at least 1
 * @param bytes at most so many payload bytes wait or are in flight; a single larger message passes
 *     when it is alone, since it could never be sent otherwise
 */
public record OutboxLimits(int messages, long bytes) {
  /** A round of a lane is at most this part, so that several fit before anybody overflows. */
  private static final int PARTS = 8;

  /** Whether one more message of that size may join those that are there. */
  boolean allow(int presentMessages, long presentBytes, int size) {
    return presentMessages == 0 || (presentMessages < messages && presentBytes + size <= bytes);
  }

  /** How many messages a round of a lane may be. */
  int roundMessages() {
    return Math.max(1, messages / PARTS);
  }

  /** How many bytes a round of a lane may be, or one message if that is more. */
  long roundBytes() {
    return bytes / PARTS;
  }

  /** Whether more than a round waits. One large message may take a while, and is not more. */
  boolean isBehind(int presentMessages, long presentBytes) {
    return presentMessages > roundMessages() || (presentMessages > 1 && isHalf(presentBytes));
  }

  /** Whether some more rounds would be too much. */
  boolean isLate(int presentMessages, long presentBytes) {
    return (presentMessages > 1 && presentMessages > messages / 2) || isHalf(presentBytes);
  }

  private boolean isHalf(long presentBytes) {
    return presentBytes > bytes / 2;
  }
}
