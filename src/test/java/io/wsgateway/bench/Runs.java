package io.wsgateway.bench;

/**
 * How often and how long something is measured: {@code -Dbench.rounds}, {@code -Dbench.warm-up} and
 * {@code -Dbench.seconds} change it.
 *
 * @param warmUp rounds that do not count
 * @param rounds rounds that do
 * @param seconds of each
 */
record Runs(int warmUp, int rounds, double seconds) {
  /** Five after a warm-up of so many. */
  static Runs of(int warmUp, int seconds) {
    return new Runs(
        Integer.getInteger("bench.warm-up", warmUp),
        Integer.getInteger("bench.rounds", 5),
        Integer.getInteger("bench.seconds", seconds));
  }

  /** For the heading of a table. */
  String words() {
    return rounds
        + " rounds of "
        + String.format("%.0f", seconds)
        + " seconds each, in turns, after "
        + warmUp
        + " to warm up; the median round and, in brackets, the least and the most.";
  }
}
