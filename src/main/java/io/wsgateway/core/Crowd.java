package io.wsgateway.core;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The connections of a node at one moment, in numbers. Immutable.
 *
 * @param shares how many there are by app and dialect, in the order of their names
 * @param connections how many there are
 * @param messages how many messages wait for all of them, or are being written
 * @param bytes how much that is
 * @param largestBytes how much waits for the one for which most does
 */
public record Crowd(
    List<Share> shares, long connections, long messages, long bytes, long largestBytes) {

  /** How many apps are named; there is no end to the names that clients may come up with. */
  public static final int MAX_APPS = 50;

  /** What stands for all apps that are not named. */
  public static final String OTHERS = "(other)";

  /** What stands for the app of those that have not said yet what theirs is. */
  public static final String NONE = "(none)";

  /** Copies. */
  public Crowd {
    shares = List.copyOf(shares);
  }

  /**
   * Connections of one kind.
   *
   * @param app its name, {@link #OTHERS} or {@link #NONE}
   * @param dialect its name
   * @param connections how many
   */
  public record Share(String app, String dialect, long connections) {}

  private record Kind(String app, String dialect) {}

  /**
   * Counts. Apps that are listed are named before others, those with many connections before those
   * with few; of the others only those that were among the first, or whoever comes up with new
   * names would make figures without end.
   *
   * @param known those of the others that were named before; more are added as long as there is
   *     room
   */
  static Crowd of(Collection<Connection> all, Set<String> listed, Set<String> known) {
    Map<Kind, Long> counts = new HashMap<>();
    long connections = 0;
    long messages = 0;
    long bytes = 0;
    long largest = 0;
    for (Connection connection : all) {
      connections++;
      messages += connection.pendingMessages();
      long pending = connection.pendingBytes();
      bytes += pending;
      largest = Math.max(largest, pending);
      String app = connection.app();
      Kind kind = new Kind(app == null ? NONE : app, connection.dialect().name());
      counts.merge(kind, 1L, Long::sum);
    }
    return new Crowd(shares(counts, listed, known), connections, messages, bytes, largest);
  }

  private static List<Share> shares(Map<Kind, Long> counts, Set<String> listed, Set<String> known) {
    Set<String> named = named(counts, listed, known);
    Map<String, Map<String, Long>> sums = new TreeMap<>();
    counts.forEach(
        (kind, count) -> {
          String app = named.contains(kind.app()) ? kind.app() : OTHERS;
          sums.computeIfAbsent(app, absent -> new TreeMap<>())
              .merge(kind.dialect(), count, Long::sum);
        });
    List<Share> shares = new ArrayList<>();
    sums.forEach(
        (app, dialects) ->
            dialects.forEach((dialect, count) -> shares.add(new Share(app, dialect, count))));
    return shares;
  }

  private static Set<String> named(Map<Kind, Long> counts, Set<String> listed, Set<String> known) {
    Map<String, Long> apps = new HashMap<>();
    counts.forEach((kind, count) -> apps.merge(kind.app(), count, Long::sum));
    apps.remove(NONE);
    List<String> candidates =
        apps.entrySet().stream()
            .sorted(
                Comparator.comparing(
                        (Map.Entry<String, Long> one) -> !listed.contains(one.getKey()))
                    .thenComparing(Map.Entry.<String, Long>comparingByValue().reversed())
                    .thenComparing(Map.Entry.comparingByKey()))
            .map(Map.Entry::getKey)
            .toList();
    Set<String> named = new HashSet<>();
    for (String app : candidates) {
      if (!listed.contains(app) && !known.contains(app)) {
        if (known.size() >= MAX_APPS) {
          continue;
        }
        known.add(app);
      }
      if (named.size() < MAX_APPS) {
        named.add(app);
      }
    }
    named.add(NONE);
    return named;
  }

  /** Counts anew when the last count is no longer fresh: all connections are gone through. */
  static final class Cache implements Supplier<Crowd> {
    private static final long FRESH = Duration.ofMillis(200).toNanos();

    private final Supplier<Crowd> count;
    private final LongSupplier nanoTime;
    private @Nullable Crowd last;
    private long time;

    Cache(Supplier<Crowd> count, LongSupplier nanoTime) {
      this.count = count;
      this.nanoTime = nanoTime;
    }

    @Override
    public synchronized Crowd get() {
      long now = nanoTime.getAsLong();
      Crowd known = last;
      if (known == null || now - time > FRESH) {
        known = count.get();
        last = known;
        time = nanoTime.getAsLong();
      }
      return known;
    }
  }
}
