package io.wsgateway.bench;

import io.wsgateway.server.RedisProcess;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Redis' own programs, as the system has them installed: the broker, and what to compare with. */
final class RedisTools {
  private static final String ADVICE =
      " is not installed here; the benchmarks compare with it (Debian: apt-get install redis-server"
          + " redis-tools)";

  private RedisTools() {}

  /**
   * What redis-benchmark says.
   *
   * @param perSecond requests
   * @param p50 milliseconds from a request to its answer, as p99
   */
  record Result(double perSecond, double p50, double p99) {}

  /** A broker of the version that is installed, so that it and redis-benchmark are of one age. */
  static RedisProcess startServer() {
    require("redis-server");
    return RedisProcess.startExecutable("redis-server");
  }

  /**
   * Publishes to a channel without subscribers.
   *
   * @param clients how many connections
   * @param pipeline how many commands each has in flight; the count has to be a multiple of it
   */
  static Result publish(
      RedisProcess redis, int clients, int pipeline, int count, String channel, String text) {
    require("redis-benchmark");
    List<String> command = new ArrayList<>(List.of("redis-benchmark", "--csv"));
    command.addAll(List.of("-p", String.valueOf(redis.port())));
    command.addAll(List.of("-c", String.valueOf(clients), "-P", String.valueOf(pipeline)));
    command.addAll(List.of("-n", String.valueOf(count), "PUBLISH", channel, text));
    List<String> lines = Program.output(command).lines().toList();
    // The heading, which ends in p50, p95, p99, max, and one line of figures in quotes.
    String[] figures = lines.get(lines.size() - 1).replace("\"", "").split(",", -1);
    if (lines.size() < 2 || figures.length != 8) {
      throw new IllegalStateException("redis-benchmark of 7.0 or later is needed, not " + lines);
    }
    return new Result(
        Double.parseDouble(figures[1]),
        Double.parseDouble(figures[4]),
        Double.parseDouble(figures[6]));
  }

  private static void require(String program) {
    try {
      new ProcessBuilder(program, "--version").start().waitFor();
    } catch (IOException e) {
      throw new IllegalStateException(program + ADVICE, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
