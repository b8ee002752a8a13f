package io.wsgateway.bench;

import java.util.Locale;

/** A {@link Soak} on each server, of {@code -Dbench.minutes}. */
final class SoakBench implements Bench {
  private static final int PUSHES = 50;
  private static final double MINUTES = Integer.getInteger("bench.minutes", 5);

  @Override
  public String name() {
    return "soak/churn";
  }

  @Override
  public Table run() {
    Table table =
        new Table(
            "Soak",
            String.format(Locale.ROOT, "%.0f", MINUTES)
                + " minutes of "
                + PUSHES
                + " pushes a second to 1000 clients in a topic, of whom 20 a second"
                + " leave, come back, and join and leave another topic. Heap is what objects take"
                + " after a collection; it and the threads are looked at after each sixth of the"
                + " time, and compared with the first.",
            "",
            "deliveries",
            "came back",
            "heap after a sixth, MB",
            "heap at the end, MB",
            "ratio",
            "threads",
            "refused",
            "faults");
    for (Subjects.Server server : Subjects.Server.wanted()) {
      try (Subject subject = Subjects.gateway(server, "auto")) {
        Soak.Record seen = Soak.run(subject, MINUTES, PUSHES);
        table.row(
            subject.name(),
            String.format(Locale.ROOT, "%,d", seen.deliveries()),
            String.format(Locale.ROOT, "%,d", seen.churned()),
            megabytes(seen.heap().get(0)),
            megabytes(seen.heap().get(seen.heap().size() - 1)),
            String.format(Locale.ROOT, "%.3f", seen.growth()),
            seen.threads().toString(),
            String.valueOf(seen.refused()),
            String.valueOf(seen.faults()));
        seen.troubles().forEach(trouble -> table.note(server.words() + ": " + trouble.values()));
      }
    }
    return table;
  }

  private static String megabytes(long bytes) {
    return String.format(Locale.ROOT, "%.1f", bytes / 1e6);
  }
}
