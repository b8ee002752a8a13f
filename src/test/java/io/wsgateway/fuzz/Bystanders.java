package io.wsgateway.fuzz;

import io.wsgateway.client.RawWebSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * Two clients of each dialect, all of them one user of one app and in one topic, whose names nobody
 * else says. They get every message of the {@link Courier}.
 */
final class Bystanders implements AutoCloseable {
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(60);

  private final Findings findings;
  private final List<Bystander> all = new ArrayList<>();

  Bystanders(ProperClients clients, String mark, Findings findings) {
    this.findings = findings;
    clients.join();
    for (int i = 1; i <= 2; i++) {
      add("reg " + i, clients.reg(), mark);
      add("gm " + i, clients.gm(), mark);
      add("member " + i, clients.member(), mark);
      add("raw " + i, clients.raw(), mark);
      add("vein " + i, clients.vein(), mark);
    }
  }

  private void add(String name, RawWebSocket socket, String mark) {
    all.add(new Bystander(name, socket, mark, findings));
  }

  /** The number that all have reached which are still to be reckoned with. */
  int reached() {
    return all.stream()
        .filter(one -> !one.isHarmed())
        .mapToInt(Bystander::last)
        .min()
        .orElse(Integer.MAX_VALUE);
  }

  /** Waits until all have got the message of that number; one that does not is a finding. */
  void await(int number) {
    long deadline = System.nanoTime() + PATIENCE_NANOS;
    while (reached() < number) {
      if (System.nanoTime() > deadline) {
        findings.add("Bystanders did not get number " + number + ": " + stragglers(number));
        return;
      }
      pause();
    }
  }

  private String stragglers(int number) {
    return all.stream()
        .filter(one -> !one.isHarmed() && one.last() < number)
        .map(one -> one + " is at " + one.last())
        .collect(Collectors.joining(", "));
  }

  private static void pause() {
    try {
      TimeUnit.MILLISECONDS.sleep(1);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    all.forEach(Bystander::close);
  }
}
