package io.wsgateway.exchange;

import java.util.List;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Runs what it is given at once and in the thread that gives it, so that the thread that reads also
 * hands over what it has read: a node that is too slow is then felt by the broker, and nothing
 * piles up in between. Safe for any thread.
 */
final class InlineExecutor extends AbstractExecutorService {
  private volatile boolean ended;

  @Override
  public void execute(Runnable work) {
    work.run();
  }

  @Override
  public void shutdown() {
    ended = true;
  }

  @Override
  public List<Runnable> shutdownNow() {
    ended = true;
    return List.of();
  }

  @Override
  public boolean isShutdown() {
    return ended;
  }

  @Override
  public boolean isTerminated() {
    return ended;
  }

  @Override
  public boolean awaitTermination(long time, TimeUnit unit) {
    return true;
  }
}
