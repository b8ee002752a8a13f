package io.wsgateway.exchange;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;

/**
 * Gives the threads of one connection to a broker one name, and knows them until they have ended.
 * Safe for any thread.
 */
final class BrokerThreads implements ThreadFactory {
  private final String name;
  private final ThreadFactory factory;
  private final List<Thread> threads = new CopyOnWriteArrayList<>();

  /** Takes threads from that factory. */
  BrokerThreads(String name, ThreadFactory factory) {
    this.name = name;
    this.factory = factory;
  }

  @Override
  public Thread newThread(Runnable work) {
    Thread thread =
        factory.newThread(
            () -> {
              // Only now: the client library names the threads that it has asked for.
              Thread.currentThread().setName(name);
              work.run();
            });
    thread.setName(name);
    thread.setDaemon(true);
    threads.removeIf(other -> other.getState() == Thread.State.TERMINATED);
    threads.add(thread);
    return thread;
  }

  /** Waits for all of them, but not beyond that {@link System#nanoTime}. */
  void awaitEnd(long deadline) {
    try {
      for (Thread thread : threads) {
        long millis = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
        if (millis > 0 && thread != Thread.currentThread()) {
          thread.join(millis);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
