package io.wsgateway.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A node under a moderate load of all kinds for a long time: a thousand clients in one topic, of
 * whom twenty a second leave, half of them without a word, come back, and join and leave another
 * topic, while pushes reach all of them. One thread.
 */
final class Soak {
  private static final int MEMBERS = 1000;
  private static final double LEAVING = 20;

  /** The heap is compared with what it was when this part of the time was over. */
  private static final int PARTS = 6;

  private Soak() {}

  /**
   * What was seen, after each part of the time.
   *
   * @param heap what objects took after a collection, in bytes
   * @param threads how many there were
   * @param deliveries how many messages came, in all
   * @param churned how many clients left and came back, in all
   * @param faults how many messages did not come, came twice or out of order, and how many
   *     connections the server ended
   * @param refused how many pushes were refused, and how many handshakes failed
   * @param troubles what the load client said of each part that had any of these
   */
  record Record(
      List<Long> heap,
      List<Long> threads,
      long deliveries,
      long churned,
      long faults,
      long refused,
      List<LoadResult> troubles) {

    /** What the heap takes at the end, to what it took after the first part. */
    double growth() {
      return (double) heap.get(heap.size() - 1) / heap.get(0);
    }

    /** By how many the threads have become more since the first part. */
    long moreThreads() {
      return threads.get(threads.size() - 1) - threads.get(0);
    }
  }

  /**
   * Takes so many minutes, and some seconds to begin with.
   *
   * @param pushes how many in a second
   */
  static Record run(Subject subject, double minutes, double pushes) {
    Map<String, String> shape =
        Map.of(
            "members",
            String.valueOf(MEMBERS),
            "greeting",
            "reg:bench:u{n}|in:bench:u{n}:side|out:bench:u{n}:side");
    List<Long> heap = new ArrayList<>();
    List<Long> threads = new ArrayList<>();
    long deliveries = 0;
    long churned = 0;
    long faults = 0;
    long refused = 0;
    List<LoadResult> troubles = new ArrayList<>();
    try (LoadProcess load = LoadProcess.of(subject, shape)) {
      load.open(MEMBERS);
      load.reach();
      for (int part = 0; part < PARTS; part++) {
        LoadResult result = load.churn(pushes, minutes * 60 / PARTS, LEAVING);
        deliveries += result.number("delivered");
        churned += result.number("churned");
        faults += result.faults();
        long away = result.number("refused") + result.number("failed");
        refused += away;
        if (result.faults() + away > 0) {
          troubles.add(result);
        }
        // Fails if somebody who came back gets nothing.
        load.reach();
        heap.add(LiveHeap.of(subject.pid()));
        threads.add(ProcStatus.threads(subject.pid()));
      }
    }
    return new Record(heap, threads, deliveries, churned, faults, refused, troubles);
  }
}
