package io.wsgateway.bench;

import java.util.Locale;
import java.util.Map;

/**
 * More pushes than can be delivered, from as many senders as it takes, for {@code
 * -Dbench.overload-seconds}: what is refused, whether all that is accepted arrives, and how soon
 * the node is itself again.
 */
final class OverloadBench implements Bench {
  private static final int MEMBERS = 3000;
  private static final int SENDERS = 40;
  private static final int SECONDS = Integer.getInteger("bench.overload-seconds", 60);

  /** Pushes a second, for so many seconds, once it is over. */
  private static final double PACE = 20;

  private static final double AFTER = 3;

  @Override
  public String name() {
    return "bounds/overload";
  }

  @Override
  public Table run() {
    Table table =
        new Table(
            "Overload",
            MEMBERS
                + " clients in one topic, messages of 64 bytes, "
                + SENDERS
                + " pushes over HTTP in flight for "
                + SECONDS
                + " seconds, those that are refused tried again at once; then "
                + String.format(Locale.ROOT, "%.0f", PACE)
                + " a second for "
                + String.format(Locale.ROOT, "%.0f", AFTER)
                + " seconds. Heap is what objects take after a collection. Measured once.",
            "",
            "offered to accepted",
            "refused",
            "deliveries a second",
            "last one after, ms",
            "then p99, ms",
            "then refused",
            "heap before, MB",
            "heap after, MB",
            "faults");
    for (Subjects.Server server : Subjects.Server.values()) {
      try (Subject subject = Subjects.gateway(server, "auto")) {
        measure(table, subject);
      }
    }
    return table;
  }

  private static void measure(Table table, Subject subject) {
    Map<String, String> shape =
        Map.of(
            "members", String.valueOf(MEMBERS),
            "senders", String.valueOf(SENDERS),
            "eager", "true");
    try (LoadProcess load = LoadProcess.of(subject, shape)) {
      load.open(MEMBERS);
      load.reach();
      load.saturate(2);
      long before = LiveHeap.of(subject.pid());
      LoadResult flood = load.flood(SECONDS);
      LoadResult after = load.pace(PACE, AFTER);
      long accepted = flood.number("answered");
      table.row(
          subject.name(),
          String.format(Locale.ROOT, "%.1f", 1 + (double) flood.number("refused") / accepted),
          String.format(Locale.ROOT, "%,d", flood.number("refused")),
          String.format(Locale.ROOT, "%,.0f", flood.perSecond()),
          String.format(Locale.ROOT, "%.0f", 1000 * Math.max(0, flood.seconds() - SECONDS)),
          String.format(Locale.ROOT, "%.1f", after.millis("p99")),
          String.valueOf(after.number("refused")),
          megabytes(before),
          megabytes(LiveHeap.of(subject.pid())),
          String.valueOf(flood.faults() + after.faults()));
    }
  }

  private static String megabytes(long bytes) {
    return String.format(Locale.ROOT, "%.1f", bytes / 1e6);
  }
}
