package io.wsgateway.core;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;

/**
 * How long publications took from this node's accepting them, or receiving them from another node,
 * until the write to the client was complete: how many took up to so long. What is not published,
 * such as answers to commands and pings, is not in it.
 *
 * <p>Counted for every message to every connection, so it costs one look at the clock per write and
 * one addition for all messages of a write that took about as long. Safe for any thread.
 */
public final class DeliveryTimes {
  /** The upper bounds, rising; what takes longer than the last is counted above all of them. */
  public static final List<Duration> BOUNDS =
      Stream.of(
              500L,
              1_000L,
              2_500L,
              5_000L,
              10_000L,
              25_000L,
              50_000L,
              100_000L,
              250_000L,
              500_000L,
              1_000_000L,
              2_500_000L,
              5_000_000L,
              10_000_000L,
              30_000_000L)
          .map(micros -> Duration.ofNanos(micros * 1_000))
          .toList();

  private static final long[] NANOS = BOUNDS.stream().mapToLong(Duration::toNanos).toArray();

  private final List<LongAdder> counts =
      Stream.generate(LongAdder::new).limit(NANOS.length + 1L).toList();
  private final LongAdder sum = new LongAdder();

  /**
   * What was counted up to now.
   *
   * @param atMost for each of {@link #BOUNDS}, how many took that long at most
   * @param count how many there were
   * @param sum how long all of them took together
   */
  public record Snapshot(List<Long> atMost, long count, Duration sum) {
    /** Copies. */
    public Snapshot {
      atMost = List.copyOf(atMost);
    }
  }

  /** These were written, all at that moment of {@link System#nanoTime}. */
  void written(List<Payload> messages, long now) {
    int bucket = 0;
    long equal = 0;
    long total = 0;
    for (int i = 0; i < messages.size(); i++) {
      Payload message = messages.get(i);
      if (!message.isTimed()) {
        continue;
      }
      long took = Math.max(0, now - message.accepted());
      total += took;
      if (equal == 0 || !holds(bucket, took)) {
        if (equal > 0) {
          counts.get(bucket).add(equal);
        }
        bucket = bucketOf(took);
        equal = 0;
      }
      equal++;
    }
    if (equal > 0) {
      counts.get(bucket).add(equal);
      sum.add(total);
    }
  }

  private static boolean holds(int bucket, long took) {
    return (bucket == 0 || took > NANOS[bucket - 1])
        && (bucket == NANOS.length || took <= NANOS[bucket]);
  }

  private static int bucketOf(long took) {
    int bucket = 0;
    while (bucket < NANOS.length && took > NANOS[bucket]) {
      bucket++;
    }
    return bucket;
  }

  /** What was counted up to now; what is counted meanwhile may be in it or not. */
  public Snapshot snapshot() {
    List<Long> atMost = new ArrayList<>(NANOS.length);
    long count = 0;
    for (int i = 0; i < NANOS.length; i++) {
      count += counts.get(i).sum();
      atMost.add(count);
    }
    count += counts.get(NANOS.length).sum();
    return new Snapshot(atMost, count, Duration.ofNanos(sum.sum()));
  }
}
