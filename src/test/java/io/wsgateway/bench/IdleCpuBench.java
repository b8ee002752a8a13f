package io.wsgateway.bench;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What a node takes of a processor while nobody says anything: with no connections, and with many
 * that are registered, in dialects that ping and in one that does not.
 */
final class IdleCpuBench implements Bench {
  private static final int MEMBERS = Integer.getInteger("bench.connections", 15_000);
  private static final long SECONDS = Integer.getInteger("bench.idle-seconds", 60);

  /** What had to be done because they came is over then. */
  private static final long SETTLING = 10;

  /** How some clients speak. */
  private record Manner(String words, Map<String, String> plan) {}

  private static final List<Manner> MANNERS =
      List.of(
          new Manner("reg, which does not ping", Map.of()),
          new Manner(
              "gm, which pings each every 15 seconds",
              Map.of(
                  "path", "/gm",
                  "greeting", "{\"type\":\"bind\",\"data\":{\"client_id\":\"u{n}\"}}",
                  "join", "",
                  "ping", "{\"type\":\"ping\"}",
                  "pong", "{\"type\":\"pong\"}")));

  @Override
  public String name() {
    return "idle/cpu";
  }

  @Override
  public Table run() {
    Table table =
        new Table(
            "Idle connections' CPU",
            "Hundredths of one processor that the node takes in "
                + SECONDS
                + " seconds, alone and then with "
                + MEMBERS
                + " connections. Measured once.",
            "",
            "alone",
            "with all",
            "pings in a second",
            "microseconds of CPU for a ping",
            "lost");
    for (Subjects.Server server : Subjects.Server.values()) {
      for (Manner manner : MANNERS) {
        try (Subject subject = Subjects.gateway(server, "auto")) {
          measure(table, subject, manner);
        }
      }
    }
    return table;
  }

  private static void measure(Table table, Subject subject, Manner manner) {
    Map<String, String> shape = new HashMap<>(manner.plan());
    shape.put("members", String.valueOf(MEMBERS));
    try (LoadProcess load = LoadProcess.of(subject, shape)) {
      Pause.seconds(SETTLING);
      double alone = cpu(subject);
      load.open(MEMBERS);
      Pause.seconds(SETTLING);
      long pings = load.census().number("pings");
      double with = cpu(subject);
      LoadResult after = load.census();
      double perSecond = (double) (after.number("pings") - pings) / SECONDS;
      table.row(
          subject.name() + ", " + manner.words(),
          show(alone * 100, 2),
          show(with * 100, 2),
          show(perSecond, 0),
          perSecond == 0 ? "" : show((with - alone) / perSecond * 1e6, 1),
          after.values().get("lost"));
    }
  }

  /** As a share of one processor. */
  private static double cpu(Subject subject) {
    double before = Cpu.of(subject.pid());
    Pause.seconds(SECONDS);
    return (Cpu.of(subject.pid()) - before) / SECONDS;
  }

  private static String show(double figure, int decimals) {
    return String.format(Locale.ROOT, "%,." + decimals + "f", figure);
  }
}
