package io.wsgateway.client;

import java.net.URI;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What a {@link Swarm} is to be. Immutable.
 *
 * @param greeting what each connection sends once it is open; null for nothing
 * @param prefix what comes before the number in a numbered message; null if they are not numbered
 * @param first the number of the first numbered message
 * @param dials how many connections may be opening at once, in all threads together
 * @param sources local addresses to connect from, in turn; empty for the system's choice
 */
public record SwarmPlan(
    URI address,
    int size,
    @Nullable IntFunction<String> greeting,
    @Nullable String prefix,
    int first,
    int dials,
    int threads,
    List<String> sources) {

  /** One local address has about this many ports to connect from, of which others want some. */
  private static final int PORTS_PER_SOURCE = 8_000;

  /** So many connections to one WebSocket address, silent, opened 100 at a time by one thread. */
  public static SwarmPlan of(int size, URI address) {
    int sources = size / PORTS_PER_SOURCE + 1;
    boolean loopback =
        "localhost".equals(address.getHost()) || address.getHost().startsWith("127.");
    List<String> names =
        sources == 1 || !loopback
            ? List.of()
            : IntStream.rangeClosed(1, sources).mapToObj(i -> "127.0.0." + i).toList();
    return new SwarmPlan(address, size, null, null, 0, 100, 1, names);
  }

  /** Each connection sends a text when it is open, a function of its number from 0 on. */
  public SwarmPlan greeting(IntFunction<String> text) {
    return new SwarmPlan(address, size, text, prefix, first, dials, threads, sources);
  }

  /**
   * Messages that start with the prefix go on with a decimal number, counted up from {@code first};
   * whatever follows its digits is ignored. Each connection checks that none is missing, doubled or
   * out of order.
   */
  public SwarmPlan numbered(String messagePrefix, int firstNumber) {
    return new SwarmPlan(
        address, size, greeting, messagePrefix, firstNumber, dials, threads, sources);
  }

  /** Opens at most so many connections at once. */
  public SwarmPlan dialling(int atOnce) {
    return new SwarmPlan(address, size, greeting, prefix, first, atOnce, threads, sources);
  }

  /** Shares the connections among so many threads. */
  public SwarmPlan threads(int count) {
    return new SwarmPlan(address, size, greeting, prefix, first, dials, count, sources);
  }

  /** Connects from these local addresses in turn. */
  public SwarmPlan from(String... localAddresses) {
    return new SwarmPlan(
        address, size, greeting, prefix, first, dials, threads, List.of(localAddresses));
  }

  /** Starts opening the connections and returns at once. */
  public Swarm open() {
    return new Swarm(this);
  }
}
