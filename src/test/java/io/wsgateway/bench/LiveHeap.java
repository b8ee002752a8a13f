package io.wsgateway.bench;

import java.nio.file.Path;
import java.util.List;

/** What a JVM's objects take after a full collection, which asking for it causes. */
final class LiveHeap {
  private LiveHeap() {}

  /** In bytes. */
  static long of(long pid) {
    String jcmd = Path.of(System.getProperty("java.home"), "bin/jcmd").toString();
    String histogram = Program.output(List.of(jcmd, String.valueOf(pid), "GC.class_histogram"));
    String total =
        histogram.lines().filter(line -> line.startsWith("Total")).findFirst().orElseThrow();
    return Long.parseLong(total.strip().split("\\s+", -1)[2]);
  }
}
