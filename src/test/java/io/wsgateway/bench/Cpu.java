package io.wsgateway.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The CPU time that Linux has charged to a process, by all its threads, in user mode and in the
 * kernel: {@code /proc/PID/stat}, counted in hundredths of a second.
 */
final class Cpu {
  private static final double TICKS_PER_SECOND = 100;
  private static final int USER = 11;
  private static final int SYSTEM = 12;

  private Cpu() {}

  /** In seconds. */
  static double of(long pid) {
    try {
      String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
      // The name of the program, in brackets, may hold anything; after it come numbers.
      String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
      return (Long.parseLong(fields[USER]) + Long.parseLong(fields[SYSTEM])) / TICKS_PER_SECOND;
    } catch (IOException e) {
      throw new UncheckedIOException("CPU time is measured on Linux, and only of what lives", e);
    }
  }
}
