package io.wsgateway.bench;

import io.wsgateway.bench.load.LoadClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Clients of one subject in a process of their own, see {@link io.wsgateway.bench.load}. One
 * thread.
 */
final class LoadProcess implements AutoCloseable {
  /** How many messages may be on their way to each client: a quarter of what an outbox holds. */
  static final int AHEAD = 250;

  /** Enough for a hundred thousand clients, and so little that collecting it takes no time. */
  private static final int MEGABYTES = 128;

  private static final int PATIENCE = 120;
  private static final long ANY_NUMBER = Long.MAX_VALUE;
  private static final long ANY_AHEAD = 1_000_000_000;

  private final LineProcess process;

  private LoadProcess(LineProcess process) {
    this.process = process;
  }

  /**
   * Starts it; nobody is connected yet.
   *
   * @param shape more words of a {@link io.wsgateway.bench.load.LoadPlan plan} than the subject has
   */
  static LoadProcess of(Subject subject, Map<String, String> shape) {
    List<String> words = new ArrayList<>();
    subject.plan(shape).forEach((name, value) -> words.add(name + "=" + value));
    return new LoadProcess(
        LineProcess.java("load-" + subject.fileName(), MEGABYTES, LoadClient.class, words));
  }

  /** So many are connected afterwards, of whom some may have been before. */
  LoadResult open(int members) {
    LoadResult result = ask("open " + members);
    if (result.number("open") != members) {
      throw new IllegalStateException("Not all can connect: " + result.values());
    }
    return result;
  }

  /** Returns when all get what is pushed to where they belong. */
  void reach() {
    LoadResult result = ask("reach " + PATIENCE);
    if (result.number("reached") != result.number("wanted")) {
      throw new IllegalStateException("Not all are reached: " + result.values());
    }
  }

  /** Pushes as fast as it is answered, for so many seconds. */
  LoadResult saturate(double seconds) {
    return run(0, seconds, ANY_NUMBER, 0);
  }

  /** The same, however much is on its way. */
  LoadResult flood(double seconds) {
    return ask("run 0 " + seconds + " " + ANY_NUMBER + " " + ANY_AHEAD + " 0");
  }

  /** So many pushes a second. */
  LoadResult pace(double perSecond, double seconds) {
    return run(perSecond, seconds, ANY_NUMBER, 0);
  }

  /** So many pushes, at that pace. */
  LoadResult push(int count, double perSecond) {
    return run(perSecond, PATIENCE + count / perSecond, count, 0);
  }

  /** The same while so many a second leave and come back. */
  LoadResult churn(double perSecond, double seconds, double leaving) {
    return run(perSecond, seconds, ANY_NUMBER, leaving);
  }

  private LoadResult run(double perSecond, double seconds, long count, double churn) {
    return ask("run " + perSecond + " " + seconds + " " + count + " " + AHEAD + " " + churn);
  }

  /** How many are connected, and were lost. */
  LoadResult census() {
    return ask("census");
  }

  /** Stops it, as SIGSTOP does: its clients read nothing any more, and answer nothing. */
  void freeze() {
    Program.output(List.of("kill", "-STOP", String.valueOf(process.pid())));
  }

  private LoadResult ask(String command) {
    return LoadResult.of(process.ask(command));
  }

  @Override
  public void close() {
    process.close();
  }
}
