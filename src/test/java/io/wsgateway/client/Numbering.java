package io.wsgateway.client;

import java.util.BitSet;

/** Watches a sequence of numbers for what is missing, doubled or late. One thread. */
final class Numbering {
  private final BitSet missing = new BitSet(0);
  private int next;
  private int duplicates;
  private int late;

  Numbering(int first) {
    next = first;
  }

  void saw(int number) {
    if (number >= next) {
      missing.set(next, number);
      next = number + 1;
    } else if (number >= 0 && missing.get(number)) {
      missing.clear(number);
      late++;
    } else {
      duplicates++;
    }
  }

  /** How many numbers below the highest seen never came. */
  int missing() {
    return missing.cardinality();
  }

  /** How many numbers came again. */
  int duplicates() {
    return duplicates;
  }

  /** How many numbers came after a higher one. */
  int late() {
    return late;
  }
}
