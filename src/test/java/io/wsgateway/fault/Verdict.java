package io.wsgateway.fault;

import java.time.Duration;
import java.util.List;

/**
 * How one client fared with one stream.
 *
 * @param lost what was accepted and never came, in its order
 * @param duplicates how many messages came again
 * @param reordered how many came after a later one
 * @param unknown how many came that nobody has published
 * @param slowest the longest time that a message took, from the publisher to this client
 */
record Verdict(List<Push> lost, int duplicates, int reordered, int unknown, Duration slowest) {
  /** Whether all came once and in order. */
  boolean isFaultless() {
    return lost.isEmpty() && isOrderly();
  }

  /** Whether what came did so once and in order. */
  boolean isOrderly() {
    return duplicates + reordered + unknown == 0;
  }
}
