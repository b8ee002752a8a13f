package io.wsgateway.client;

import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Thousands of WebSocket connections to one server, served by one thread, that count what they
 * receive. Connections are numbered from 0; they answer pings and closes. Any thread may call; what
 * does not come true in time throws {@link AssertionError} with a {@link SwarmReport}.
 *
 * <pre>{@code
 * try (Swarm swarm = SwarmPlan.of(5_000, uri).greeting(n -> "reg:test:" + n).open()) {
 *   swarm.awaitOpen(Duration.ofSeconds(30));
 *   swarm.expecting("hello");
 *   push("hello");
 *   swarm.awaitEach(1, Duration.ofSeconds(30));
 * }
 * }</pre>
 */
public final class Swarm implements AutoCloseable {
  private static final Duration STEP = Duration.ofMillis(25);
  private static final Duration FAREWELL = Duration.ofSeconds(10);

  private final List<SwarmLoop> loops = new ArrayList<>();
  private final int size;

  Swarm(SwarmPlan plan) {
    size = plan.size();
    int port = plan.address().getPort() < 0 ? 80 : plan.address().getPort();
    var address = new InetSocketAddress(plan.address().getHost(), port);
    int dials = Math.max(1, plan.dials() / plan.threads());
    for (int i = 0; i < plan.threads(); i++) {
      List<SwarmMember> members = new ArrayList<>();
      for (int number = i; number < size; number += plan.threads()) {
        members.add(new SwarmMember(number, plan));
      }
      var loop = new SwarmLoop(members, address, dials);
      loop.start("swarm-" + i);
      loops.add(loop);
    }
  }

  /** How the connections fare now. */
  public SwarmReport report() {
    var census = new SwarmCensus();
    for (SwarmLoop loop : loops) {
      loop.call(() -> loop.members().forEach(census::add));
    }
    return census.report(size);
  }

  /** Waits until every connection is open; gives up when one has failed or closed. */
  public SwarmReport awaitOpen(Duration timeout) {
    return await(
        "all open", SwarmReport::allOpen, report -> report.failed() + report.closed() > 0, timeout);
  }

  /**
   * Waits until every connection has received exactly so many text messages since counting began,
   * none of them doubled, late or wrong; gives up when one cannot any more.
   */
  public SwarmReport awaitEach(int messages, Duration timeout) {
    return await(
        messages + " messages each",
        report -> report.eachReceived(messages) && report.isFaultless(),
        report ->
            report.most() > messages
                || report.duplicates() + report.late() + report.wrong() + report.failed() > 0,
        timeout);
  }

  /** Waits until the server has ended all connections that the test has not dropped. */
  public SwarmReport awaitClosed(Duration timeout) {
    return await(
        "all closed", report -> report.opening() + report.open() == 0, report -> false, timeout);
  }

  /**
   * Waits until the report is as wished.
   *
   * @param what the wish in words
   * @param hopeless when to give up before the time has passed
   */
  public SwarmReport await(
      String what, Predicate<SwarmReport> wish, Predicate<SwarmReport> hopeless, Duration timeout) {
    long deadline = System.nanoTime() + timeout.toNanos();
    while (true) {
      SwarmReport report = report();
      if (wish.test(report)) {
        return report;
      }
      if (hopeless.test(report) || System.nanoTime() - deadline > 0) {
        throw new AssertionError("not " + what + " within " + timeout + ": " + report);
      }
      LockSupport.parkNanos(STEP.toNanos());
    }
  }

  /** Insists that for so long nothing is received and no connection ends. */
  public void expectNothingFor(Duration time) {
    SwarmReport before = report();
    long deadline = System.nanoTime() + time.toNanos();
    while (System.nanoTime() - deadline < 0) {
      SwarmReport now = report();
      if (now.received() != before.received() || now.open() != before.open()) {
        throw new AssertionError("expected nothing for " + time + " but got " + now);
      }
      LockSupport.parkNanos(STEP.toNanos());
    }
  }

  /** From now on counts a message as wrong if it is not this one; null takes anything. */
  public void expecting(@Nullable String message) {
    byte[] payload = message == null ? null : message.getBytes(StandardCharsets.UTF_8);
    forEach(member -> member.tally().expect(payload));
  }

  /** Counts from nothing again, and numbers from the first. */
  public void restartCounting() {
    forEach(member -> member.tally().restart());
  }

  /** Sends a text on every connection. */
  public void sendAll(IntFunction<String> text) {
    forEach(member -> member.send(text.apply(member.number())));
  }

  /** Sends a text on one connection. */
  public void send(int number, String text) {
    with(number, member -> member.send(text));
  }

  /** Stops reading on one connection, so that the server's writes to it pile up. */
  public void stall(int number) {
    with(number, member -> member.stall(true));
  }

  /** Goes on reading on one connection. */
  public void resume(int number) {
    with(number, member -> member.stall(false));
  }

  /** Ends one connection with a TCP reset; it is not counted any more. */
  public void drop(int number) {
    with(number, SwarmMember::drop);
  }

  /** Closes every connection with 1000, waits for the server at most ten seconds, and is gone. */
  @Override
  public void close() {
    forEach(SwarmMember::leave);
    long deadline = System.nanoTime() + FAREWELL.toNanos();
    while (report().open() > 0 && System.nanoTime() - deadline < 0) {
      LockSupport.parkNanos(STEP.toNanos());
    }
    loops.forEach(SwarmLoop::stop);
  }

  private void with(int number, Consumer<SwarmMember> action) {
    SwarmLoop loop = loops.get(number % loops.size());
    loop.call(() -> action.accept(loop.members().get(number / loops.size())));
  }

  private void forEach(Consumer<SwarmMember> action) {
    loops.forEach(loop -> loop.call(() -> loop.members().forEach(action)));
  }
}
