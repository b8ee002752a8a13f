package io.wsgateway.bench;

import java.util.Map;

/**
 * Ten thousand clients, pushed to round robin: in ten thousand topics of ten of them, so that each
 * is in ten, and as users, each with a connection of its own.
 */
final class TopicsBench implements Bench {
  private static final int MEMBERS = 10_000;
  private static final Map<String, String> TOPICS =
      Map.of("destinations", String.valueOf(MEMBERS), "joins", "10");
  private static final Map<String, String> USERS =
      Map.of(
          "destinations", String.valueOf(MEMBERS),
          "join", "",
          "push", "/push/user?app=bench&userId=u{d}&content={stamp}");

  /** A server's compilers go on for some million deliveries. */
  private final Runs runs = Runs.of(12, 4);

  @Override
  public String name() {
    return "topics/round-robin";
  }

  @Override
  public Table run() {
    Table table =
        new Table(
            "Many small topics",
            MEMBERS
                + " clients. Topics: as many, of ten clients each. Users: each client is one."
                + " Pushes of 64 bytes over HTTP go to one after the other, 8 in flight. "
                + runs.words(),
            "",
            "deliveries a second",
            "to the floor",
            "CPU of one, microseconds",
            "to the floor",
            "p99, ms",
            "refused",
            "faults");
    try (Field field = Field.ofGateways()) {
      measure(table, field, "topics", TOPICS);
      measure(table, field, "users", USERS);
    }
    return table;
  }

  private void measure(Table table, Field field, String what, Map<String, String> shape) {
    try (Contest contest = new Contest(field, MEMBERS, shape)) {
      contest.run(runs, clients -> clients.saturate(runs.seconds()));
      for (Subject subject : field.subjects()) {
        String name = subject.name();
        table.row(
            what + ": " + name,
            contest.of(name, "rate").show(0),
            contest.toFloor(name, "rate").show(2),
            contest.of(name, "cpu").show(1),
            contest.toFloor(name, "cpu").show(2),
            contest.of(name, "p99").show(1),
            contest.of(name, "refused").show(0),
            String.valueOf(contest.faults(name)));
      }
    }
  }
}
