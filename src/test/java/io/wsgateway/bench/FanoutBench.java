package io.wsgateway.bench;

import java.util.Locale;
import java.util.Map;

/**
 * A thousand clients in one topic, and pushes of 64 bytes to it over HTTP: as fast as they are
 * answered, and then at a pace that leaves nothing to be taken together.
 */
final class FanoutBench implements Bench {
  private static final int MEMBERS = 1000;
  private static final int SIZE = 64;
  private static final int SENDERS = 8;
  private static final int PER_SECOND = 20;
  private static final Map<String, String> SHAPE =
      Map.of("senders", String.valueOf(SENDERS), "size", String.valueOf(SIZE));

  /** A server's compilers go on for some ten million deliveries. */
  private final Runs saturated = Runs.of(12, 4);

  /** Long enough that not one push alone is the slowest hundredth. */
  private final Runs paced = Runs.of(1, 10);

  @Override
  public String name() {
    return "fanout";
  }

  @Override
  public Table run() {
    Table table =
        new Table(
            "Fan-out",
            MEMBERS
                + " clients in one topic, messages of "
                + SIZE
                + " bytes. Saturated: "
                + SENDERS
                + " pushes over HTTP in flight, as long as fewer than "
                + LoadProcess.AHEAD
                + " messages are on their way to a client. Paced, after that: "
                + PER_SECOND
                + " pushes a second. Saturated: "
                + saturated.words()
                + " Paced: "
                + paced.words()
                + " Memory of one is what the process took more when all were connected.",
            "",
            "deliveries a second",
            "to the floor",
            "CPU of one, microseconds",
            "to the floor",
            "p50, ms",
            "p99, ms",
            "to the floor",
            "max, ms",
            "load client busy",
            "heap of one, kB",
            "resident of one, kB",
            "refused",
            "faults");
    try (Field field = Field.ofAll();
        Contest contest = new Contest(field, MEMBERS, SHAPE)) {
      contest.run(saturated, clients -> clients.saturate(saturated.seconds()));
      field.subjects().forEach(subject -> row(table, "saturated: ", contest, subject));
      contest.run(paced, clients -> clients.pace(PER_SECOND, paced.seconds()));
      field.subjects().forEach(subject -> row(table, "paced: ", contest, subject));
      field.absent().forEach((who, why) -> table.note(who + " are left out: " + why + "."));
    }
    return table;
  }

  private static void row(Table table, String load, Contest contest, Subject subject) {
    String name = subject.name();
    table.row(
        load + name,
        contest.of(name, "rate").show(0),
        contest.toFloor(name, "rate").show(2),
        contest.of(name, "cpu").show(2),
        contest.toFloor(name, "cpu").show(2),
        contest.of(name, "p50").show(1),
        contest.of(name, "p99").show(1),
        contest.toFloor(name, "p99").show(2),
        contest.of(name, "max").show(0),
        String.format(Locale.ROOT, "%.0f %%", 100 * contest.of(name, "client").median()),
        contest.heap(subject).map(FanoutBench::kilobytes).orElse(""),
        kilobytes(contest.resident(subject)),
        contest.of(name, "refused").show(0),
        String.valueOf(contest.faults(name)));
  }

  private static String kilobytes(double bytes) {
    return String.format(Locale.ROOT, "%.1f", bytes / 1000);
  }
}
