package io.wsgateway.bench;

import io.wsgateway.client.Eventually;
import io.wsgateway.client.HttpCalls;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A thousand clients in one topic, and beside them one, or a hundred, whose process is stopped:
 * what the others notice, how soon the stopped ones are closed, and what is left of them.
 */
final class StallBench implements Bench {
  private static final int MEMBERS = 1000;
  private static final List<Integer> STALLED = List.of(1, 100);
  private static final int SIZE = 5000;
  private static final double PACE = 20;

  private static final int ROUNDS = Integer.getInteger("bench.rounds", 5);
  private static final double WARM_UP = 30;

  /** Before anybody is stopped, and afterwards until the system's buffers are full and more. */
  private static final double BEFORE = 15;

  private static final double DURING = 45;

  /** Shorter and smaller than usual, so that the end is seen. */
  private static final Map<String, String> BOUNDS =
      Map.of("gateway.outbox.write-deadline", "10s", "gateway.outbox.max-size", "1m");

  @Override
  public String name() {
    return "bounds/stalled";
  }

  @Override
  public Table run() {
    Table table =
        new Table(
            "Clients that stop reading",
            MEMBERS
                + " clients in one topic and some beside them in a process that is stopped,"
                + " messages of "
                + SIZE
                + " bytes, "
                + String.format(Locale.ROOT, "%.0f", PACE)
                + " pushes a second: for "
                + String.format(Locale.ROOT, "%.0f", BEFORE)
                + " seconds before, and for "
                + String.format(Locale.ROOT, "%.0f", DURING)
                + " after that. An outbox holds 1 MB, and a write may take 10 seconds. "
                + ROUNDS
                + " rounds after "
                + String.format(Locale.ROOT, "%.0f", WARM_UP)
                + " seconds to warm up, each with others that stop; the median and, in brackets,"
                + " the least and the most. Heap is what objects take after a collection, before"
                + " the first and after the last.",
            "",
            "stopped",
            "p99 before, ms",
            "p99 while they are, ms",
            "ratio",
            "max, ms",
            "closed",
            "heap before, MB",
            "heap after, MB",
            "faults of the others");
    for (Subjects.Server server : Subjects.Server.values()) {
      for (int stalled : STALLED) {
        try (Subject subject = Subjects.gateway(server, "auto", BOUNDS)) {
          measure(table, subject, stalled);
        }
      }
    }
    return table;
  }

  private static void measure(Table table, Subject subject, int stalled) {
    Rounds rounds = new Rounds();
    try (LoadProcess others = LoadProcess.of(subject, shape(MEMBERS))) {
      others.open(MEMBERS);
      others.reach();
      others.pace(PACE, WARM_UP);
      long heap = LiveHeap.of(subject.pid());
      for (int round = 1; round <= ROUNDS; round++) {
        measure(subject, others, stalled, stalled * round, rounds);
      }
      table.row(
          subject.name(),
          String.valueOf(stalled),
          rounds.get("before").show(1),
          rounds.get("during").show(1),
          rounds.get("during").over(rounds.get("before")).show(2),
          rounds.get("max").show(1),
          String.valueOf(closed(subject)),
          megabytes(heap),
          megabytes(LiveHeap.of(subject.pid())),
          rounds.get("faults").show(0));
    }
  }

  /** Has some more stop, and the server notice. */
  private static void measure(
      Subject subject, LoadProcess others, int stalled, int closedThen, Rounds rounds) {
    try (LoadProcess stopped = LoadProcess.of(subject, shape(stalled))) {
      stopped.open(stalled);
      stopped.reach();
      LoadResult before = others.pace(PACE, BEFORE);
      stopped.freeze();
      LoadResult during = others.pace(PACE, DURING);
      Eventually.await(
          "all that are stopped are closed",
          Duration.ofSeconds(30),
          () -> closed(subject) >= closedThen);
      rounds.add("before", before.millis("p99"));
      rounds.add("during", during.millis("p99"));
      rounds.add("max", during.millis("max"));
      rounds.add("faults", before.faults() + during.faults() + during.number("refused"));
    }
  }

  private static Map<String, String> shape(int members) {
    return Map.of("members", String.valueOf(members), "size", String.valueOf(SIZE));
  }

  /** How many it has closed for reading too slowly, or nothing. */
  private static long closed(Subject subject) {
    return HttpCalls.to("127.0.0.1", Integer.parseInt(subject.words().get("port")))
        .get("/api/metrics")
        .text()
        .lines()
        .filter(line -> line.startsWith("wsgateway_closes_total{"))
        .filter(line -> line.contains("\"slow-consumer\"") || line.contains("\"write-deadline\""))
        .mapToLong(line -> Math.round(Double.parseDouble(line.substring(line.indexOf('}') + 1))))
        .sum();
  }

  private static String megabytes(long bytes) {
    return String.format(Locale.ROOT, "%.1f", bytes / 1e6);
  }
}
