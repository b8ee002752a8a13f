package io.wsgateway.exchange;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.wsgateway.client.Eventually;
import io.wsgateway.config.GatewayConfig;
import io.wsgateway.config.RedisConfig;
import io.wsgateway.core.Counters;
import io.wsgateway.core.Destination;
import io.wsgateway.core.Exchange;
import io.wsgateway.core.Receipt;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * The Redis exchange of one node, with its defaults, for a benchmark to publish through as fast as
 * it goes, and that of another, to receive. One thread.
 */
public final class PublishingRun implements AutoCloseable {
  private static final Destination NOBODY = new Destination.OfTopic("bench", "nobody");

  private static final Destination SOMEBODY = new Destination.OfTopic("bench", "somebody");

  private final RedisConfig config;
  private final Exchange exchange;
  private final Exchange other;
  private volatile Runnable received = () -> {};

  /** Returns when both are up. */
  public PublishingRun(URI redis) {
    config = GatewayConfig.defaultsWith(Map.of("gateway.redis.uri", redis.toString())).redis();
    exchange = started(1, message -> {});
    other = started(2, message -> received.run());
    Eventually.get(other.interest(SOMEBODY));
  }

  private Exchange started(int node, Exchange.Receiver receiver) {
    Exchange one =
        new RedisExchange(config, new RedisHealth(config.address()), new Counters(), Thread::new);
    one.start(node, receiver);
    Eventually.await("exchange up", () -> one.state() == Exchange.State.UP);
    return one;
  }

  /** Where it publishes to. */
  public String channel() {
    return new RedisNames(config.prefix(), config.uri()).channel(NOBODY);
  }

  /** How many publications Redis answers in a second, if no more than so many are unanswered. */
  public double perSecond(int inFlight, int count, String text) {
    Flight flight = new Flight(inFlight);
    return perSecond(flight, NOBODY, count, text, flight::landed);
  }

  /** How many the other receives in a second, if no more than so many are on their way. */
  public double crossingsPerSecond(int inFlight, int count, String text) {
    Flight flight = new Flight(inFlight);
    received = flight::landed;
    return perSecond(flight, SOMEBODY, count, text, () -> {});
  }

  private double perSecond(
      Flight flight, Destination destination, int count, String text, Runnable answered) {
    byte[] message = text.getBytes(UTF_8);
    long begin = System.nanoTime();
    for (int i = 0; i < count; i++) {
      flight.awaitRoom();
      exchange
          .publish(destination, message)
          .thenAccept(
              reach -> {
                if (reach.equals(Receipt.Reach.LOST)) {
                  flight.lost();
                }
                answered.run();
              });
    }
    flight.awaitEnd();
    return count / ((System.nanoTime() - begin) / 1e9);
  }

  @Override
  public void close() {
    exchange.stop();
    other.stop();
  }

  /** What is on its way. The publishing thread is woken when half of it is there, not for each. */
  private static final class Flight {
    private final int limit;
    private final Thread publisher = Thread.currentThread();
    private final AtomicInteger aloft = new AtomicInteger();
    private volatile boolean failed;

    Flight(int limit) {
      this.limit = limit;
    }

    void awaitRoom() {
      if (aloft.get() >= limit) {
        await(limit / 2);
      }
      aloft.incrementAndGet();
    }

    void awaitEnd() {
      await(0);
    }

    private void await(int atMost) {
      while (aloft.get() > atMost && !failed) {
        LockSupport.park(this);
      }
      if (failed) {
        throw new IllegalStateException("A publication was lost, so this measures nothing");
      }
    }

    void landed() {
      int left = aloft.decrementAndGet();
      if (left == limit / 2 || left == 0) {
        LockSupport.unpark(publisher);
      }
    }

    void lost() {
      failed = true;
      LockSupport.unpark(publisher);
    }
  }
}
