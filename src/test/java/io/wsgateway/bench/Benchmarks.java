package io.wsgateway.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Runs the benchmarks that the system property {@code bench} chooses, one after the other. One that
 * cannot run fails the build; a figure never does.
 */
class Benchmarks {
  private static final Path FILE = Path.of("target/benchmarks.md");
  private static final List<Bench> ALL =
      List.of(
          new FanoutBench(),
          new TopicsBench(),
          new IdleBench(),
          new IdleCpuBench(),
          new StallBench(),
          new OverloadBench(),
          new SoakBench(),
          JmhBench.encode(),
          JmhBench.lane(),
          new LatencyBench(),
          new PublishBench(),
          new InterestBench(),
          new StormBench(),
          new PushBench());

  private final List<String> tables = new ArrayList<>();

  @TestFactory
  Stream<DynamicTest> benchmarks() {
    String chosen = System.getProperty("bench", "");
    List<Bench> benches = ALL.stream().filter(one -> one.name().startsWith(chosen)).toList();
    if (benches.isEmpty()) {
      throw new IllegalArgumentException(
          "bench="
              + chosen
              + " chooses none of "
              + ALL.stream().map(Bench::name).toList()
              + "; give one of them or how they begin");
    }
    return benches.stream().map(one -> DynamicTest.dynamicTest(one.name(), () -> run(one)));
  }

  private void run(Bench bench) {
    String table = bench.run().markdown();
    System.out.println(table);
    tables.add(table);
    try {
      // After each, so that a later failure costs nothing that was measured.
      Files.writeString(FILE, String.join("\n", tables));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
