package io.wsgateway.bench;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * The same load on several subjects in turns, each with clients of its own, which stay connected.
 * One thread.
 */
final class Contest implements AutoCloseable {
  private final Field field;
  private final int members;
  private final Map<Subject, LoadProcess> loads = new LinkedHashMap<>();
  private final Rounds rounds = new Rounds();
  private final Map<Subject, Double> heap = new LinkedHashMap<>();
  private final Map<Subject, Double> resident = new LinkedHashMap<>();

  /**
   * Connects all clients of all; returns when each gets what is pushed.
   *
   * @param shape words of a {@link io.wsgateway.bench.load.LoadPlan plan}
   */
  Contest(Field field, int members, Map<String, String> shape) {
    this.field = field;
    this.members = members;
    Map<String, String> all = new LinkedHashMap<>(shape);
    all.put("members", String.valueOf(members));
    try {
      for (Subject subject : field.subjects()) {
        Optional<Long> heapBefore = subject.heap();
        long residentBefore = ProcStatus.residentBytes(subject.pid());
        LoadProcess load = LoadProcess.of(subject, all);
        loads.put(subject, load);
        load.open(members);
        load.reach();
        long residentAfter = ProcStatus.residentBytes(subject.pid());
        resident.put(subject, (double) (residentAfter - residentBefore) / members);
        heapBefore.ifPresent(
            before ->
                heap.put(subject, (double) (subject.heap().orElseThrow() - before) / members));
      }
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  /** Has each take the load in each round; those before the warm-up is over do not count. */
  Contest run(Runs runs, Function<LoadProcess, LoadResult> load) {
    for (int i = 0; i < runs.warmUp() + runs.rounds(); i++) {
      if (i == runs.warmUp()) {
        rounds.clear();
      }
      loads.forEach((subject, clients) -> measure(subject, clients, load));
    }
    return this;
  }

  private void measure(
      Subject subject, LoadProcess clients, Function<LoadProcess, LoadResult> load) {
    double cpu = Cpu.of(subject.pid());
    LoadResult result = load.apply(clients);
    cpu = Cpu.of(subject.pid()) - cpu;
    if (result.number("delivered") == 0) {
      throw new IllegalStateException(subject.name() + " delivers nothing: " + result.values());
    }
    String name = subject.name() + " ";
    rounds.add(name + "rate", result.perSecond());
    rounds.add(name + "cpu", cpu / result.number("delivered") * 1e6);
    rounds.add(name + "client", result.number("cpu") / 1e9 / result.seconds());
    rounds.add(name + "p50", result.millis("p50"));
    rounds.add(name + "p99", result.millis("p99"));
    rounds.add(name + "max", result.millis("max"));
    rounds.add(name + "faults", result.faults());
    rounds.add(name + "refused", result.number("refused"));
  }

  /** What was found of a subject. */
  Sample of(String subject, String figure) {
    return rounds.get(subject + " " + figure);
  }

  /** The same as a ratio to the floor's. */
  Sample toFloor(String subject, String figure) {
    return of(subject, figure).over(of(field.floor().name(), figure));
  }

  /** How many messages were lost, doubled or out of order in all rounds, or connections lost. */
  long faults(String subject) {
    return (long) of(subject, "faults").sum();
  }

  /** Bytes of objects that a client takes, if that can be known. */
  Optional<Double> heap(Subject subject) {
    return Optional.ofNullable(heap.get(subject));
  }

  /** Bytes of memory that the process took more for each client. */
  double resident(Subject subject) {
    return resident.getOrDefault(subject, Double.NaN);
  }

  Field field() {
    return field;
  }

  @Override
  public void close() {
    loads.values().forEach(LoadProcess::close);
  }
}
