package io.wsgateway.fault;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a node holds: its heap after a collection, and its threads. Asked of the process by the
 * JDK's own tool, and not of the gateway.
 *
 * @param heap live bytes
 * @param threads all of the process that are Java's
 */
record Footprint(long heap, int threads) {
  // Of the serial collector, one line for each generation.
  private static final Pattern USED = Pattern.compile("generation\\s+total \\d+K, used (\\d+)K");
  private static final Pattern THREAD = Pattern.compile("(?m)^\"");

  static Footprint of(Node node) {
    String pid = String.valueOf(node.process().pid());
    jcmd(pid, "GC.run");
    String heap = jcmd(pid, "GC.heap_info");
    Matcher used = USED.matcher(heap);
    long kilobytes = 0;
    while (used.find()) {
      kilobytes += Long.parseLong(used.group(1));
    }
    if (kilobytes == 0) {
      throw new IllegalStateException("Not the heap of a serial collector:\n" + heap);
    }
    int threads = (int) THREAD.matcher(jcmd(pid, "Thread.print")).results().count();
    return new Footprint(kilobytes << 10, threads);
  }

  /** Whether this is no more than before, give or take what a server does by itself. */
  boolean isWithin(Footprint before, long bytes, int moreThreads) {
    return heap <= before.heap + bytes && threads <= before.threads + moreThreads;
  }

  private static String jcmd(String pid, String command) {
    String tool = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
    try {
      Process process = new ProcessBuilder(tool, pid, command).redirectErrorStream(true).start();
      process.getOutputStream().close();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (process.waitFor() != 0) {
        throw new IllegalStateException("jcmd " + command + ": " + output);
      }
      return output;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
