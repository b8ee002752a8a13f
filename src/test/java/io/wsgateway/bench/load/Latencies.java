package io.wsgateway.bench.load;

import java.util.Arrays;

/**
 * Counts durations in classes, each at most a hundredth wide of what it holds, from a nanosecond to
 * two minutes. Recording takes a few instructions and no memory. One thread.
 */
final class Latencies {
  /** Two to the power of this are the classes between one power of two and the next. */
  private static final int BITS = 7;

  private static final int CLASSES = (37 - BITS + 2) << BITS;

  private final int[] counts = new int[CLASSES];
  private long total;
  private long longest;

  void record(long nanos) {
    long duration = Math.max(0, nanos);
    counts[Math.min(CLASSES - 1, classOf(duration))]++;
    total++;
    longest = Math.max(longest, duration);
  }

  void clear() {
    Arrays.fill(counts, 0);
    total = 0;
    longest = 0;
  }

  long count() {
    return total;
  }

  long longest() {
    return longest;
  }

  /** The duration that so many of a hundred do not exceed, in nanoseconds; 0 if there are none. */
  long percentile(double percent) {
    long rank = Math.max(1, (long) Math.ceil(percent / 100 * total));
    long seen = 0;
    for (int i = 0; i < CLASSES && total > 0; i++) {
      seen += counts[i];
      if (seen >= rank) {
        return Math.min(longest, endOf(i));
      }
    }
    return longest;
  }

  private static int classOf(long duration) {
    int shift = Math.max(0, 64 - BITS - 1 - Long.numberOfLeadingZeros(duration));
    return (shift << BITS) + (int) (duration >>> shift);
  }

  /** The longest duration of a class. */
  private static long endOf(int index) {
    int shift = Math.max(0, (index >> BITS) - 1);
    return ((long) (index - (shift << BITS)) + 1 << shift) - 1;
  }
}
