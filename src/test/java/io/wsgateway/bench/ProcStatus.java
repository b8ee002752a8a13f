package io.wsgateway.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What Linux tells of a process in {@code /proc/PID/status}. */
final class ProcStatus {
  private ProcStatus() {}

  /** How much of it is in memory. */
  static long residentBytes(long pid) {
    return 1024 * number(pid, "VmRSS:");
  }

  static long threads(long pid) {
    return number(pid, "Threads:");
  }

  private static long number(long pid, String name) {
    try {
      return Files.readAllLines(Path.of("/proc/" + pid + "/status")).stream()
          .filter(line -> line.startsWith(name))
          .map(line -> Long.parseLong(line.replaceAll("\\D+", "")))
          .findFirst()
          .orElseThrow();
    } catch (IOException e) {
      throw new UncheckedIOException(
          "Process " + pid + " is looked at on Linux, while it lives", e);
    }
  }
}
