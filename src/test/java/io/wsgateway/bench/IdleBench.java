package io.wsgateway.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Many connections on one node that are hardly used: how long they take to come, what they take of
 * the heap, and whether pushes reach each of them; at a third, two thirds and all of them. Beside
 * the gateway the container alone, with an endpoint that does nothing.
 */
final class IdleBench implements Bench {
  /** As many as file descriptors allow here, with some left for the rest. */
  private static final int MEMBERS = Integer.getInteger("bench.connections", 15_000);

  private static final int STEPS = 3;
  private static final int PUSHES = 10;
  private static final double PER_SECOND = 2;

  /** What a server loads when the first come is not theirs. */
  private static final int WARM_UP = 500;

  /** As many seconds later a server has noticed that they have gone. */
  private static final int LEAVING = 3;

  @Override
  public String name() {
    return "idle/memory";
  }

  @Override
  public Table run() {
    Table table =
        new Table(
            "Memory of a connection",
            MEMBERS
                + " connections in three steps, each registered, in one topic, and served by "
                + PUSHES
                + " pushes after each step, checked at every client. Heap is what objects take"
                + " after a collection, of what is there more than before the first, divided by"
                + " their number; "
                + WARM_UP
                + " had come and gone before. Measured once.",
            "",
            "connections",
            "seconds to come, for 1,000 of the step",
            "heap of one, bytes",
            "resident memory of one, bytes",
            "CPU of one to come, microseconds",
            "p99 of pushes, ms",
            "faults");
    for (Supplier<Subject> subject : subjects()) {
      try (Subject started = subject.get()) {
        warmUp(started);
        measure(table, started);
      }
    }
    return table;
  }

  private static List<Supplier<Subject>> subjects() {
    List<Supplier<Subject>> subjects = new ArrayList<>();
    for (Subjects.Server server : Subjects.Server.wanted()) {
      subjects.add(() -> Subjects.bare(server));
      subjects.add(() -> Subjects.gateway(server, "auto"));
    }
    return subjects;
  }

  private static void warmUp(Subject subject) {
    try (LoadProcess load = LoadProcess.of(subject, shape(WARM_UP))) {
      load.open(WARM_UP);
      if (subject.takesPushes()) {
        load.reach();
      }
    }
    Pause.seconds(LEAVING);
  }

  private static Map<String, String> shape(int members) {
    return Map.of("members", String.valueOf(members), "senders", "1", "dialling", "64");
  }

  private static void measure(Table table, Subject subject) {
    long heap = LiveHeap.of(subject.pid());
    long resident = ProcStatus.residentBytes(subject.pid());
    try (LoadProcess load = LoadProcess.of(subject, shape(MEMBERS))) {
      for (int step = 1; step <= STEPS; step++) {
        int members = MEMBERS * step / STEPS;
        double cpu = Cpu.of(subject.pid());
        LoadResult opened = load.open(members);
        String p99 = "";
        long faults = 0;
        if (subject.takesPushes()) {
          load.reach();
        }
        cpu = Cpu.of(subject.pid()) - cpu;
        if (subject.takesPushes()) {
          LoadResult pushed = load.push(PUSHES, PER_SECOND);
          p99 = show(pushed.millis("p99"));
          faults = pushed.faults() + Math.abs(pushed.number("delivered") - (long) members * PUSHES);
        }
        int came = MEMBERS / STEPS;
        table.row(
            subject.name(),
            String.valueOf(members),
            String.format(Locale.ROOT, "%.2f", opened.seconds() / came * 1000),
            show((double) (LiveHeap.of(subject.pid()) - heap) / members),
            show((double) (ProcStatus.residentBytes(subject.pid()) - resident) / members),
            show(cpu / came * 1e6),
            p99,
            String.valueOf(faults));
      }
    }
  }

  private static String show(double figure) {
    return String.format(Locale.ROOT, "%,.0f", figure);
  }
}
