package io.wsgateway.http;

import io.wsgateway.config.GatewayConfig;
import io.wsgateway.core.Audit;
import io.wsgateway.core.ErrorCode;
import io.wsgateway.core.Gateway;
import io.wsgateway.core.GatewayException;
import io.wsgateway.core.Refusal;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Reads bodies that have to be read before it is known who sends them, since it is the body that is
 * signed. A body may stop in the middle and keep its thread from everybody else, on some servers
 * for ever; so only a few are read at once, and none for longer than {@code
 * gateway.limit.body-time}. Safe for any thread; the caller's waits for the body.
 */
@ApplicationScoped
public class StrangersBodies {
  /** Fewer than any server has threads. A body that is there already is read in no time. */
  private static final int AT_ONCE = 16;

  private static final int MOST = Integer.MAX_VALUE - 8;

  /** Of one address, so that one cannot have all. */
  private static final int OF_ONE = 4;

  private static final Duration TURN = Duration.ofMillis(100);

  private final Semaphore free = new Semaphore(AT_ONCE);
  private final Map<String, Semaphore> freeOfOne = new ConcurrentHashMap<>();
  @Inject private GatewayConfig config;
  @Inject private Gateway gateway;
  @Inject private Audit audit;

  /**
   * Takes a body into memory.
   *
   * @param address who sends it
   * @param most how many bytes are taken; of more the rest is left
   * @throws GatewayException {@link ErrorCode#OVERLOADED} if as many bodies as may be are being
   *     read; {@link ErrorCode#BAD_REQUEST} if it does not come in time
   */
  public InputStream open(String address, InputStream body, long most) throws IOException {
    Semaphore own = freeOfOne.computeIfAbsent(address, absent -> new Semaphore(OF_ONE));
    long end = System.nanoTime() + TURN.toNanos();
    if (!takeTurn(own, end)) {
      throw tooMany(address);
    }
    try {
      if (!takeTurn(free, end)) {
        throw tooMany(address);
      }
      try {
        return read(address, body, most);
      } finally {
        free.release();
      }
    } finally {
      own.release();
      freeOfOne.computeIfPresent(
          address, (key, turns) -> turns.availablePermits() == OF_ONE ? null : turns);
    }
  }

  private static boolean takeTurn(Semaphore turns, long end) {
    try {
      return turns.tryAcquire(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private GatewayException tooMany(String address) {
    audit.refused("body", Refusal.RATE, "address", address);
    return new GatewayException(
            ErrorCode.OVERLOADED, "Too many bodies are on their way; try again in a moment")
        .retryAfter(Duration.ofSeconds(1));
  }

  private InputStream read(String address, InputStream body, long most) throws IOException {
    Watch watch = new Watch(Thread.currentThread());
    gateway.timers().after(config.limits().bodyTime(), watch::timeIsUp);
    try {
      return new ByteArrayInputStream(body.readNBytes((int) Math.min(most, MOST)));
    } catch (IOException e) {
      if (watch.isOver()) {
        audit.refused("body", Refusal.TIME, "address", address);
        throw new GatewayException(
            ErrorCode.BAD_REQUEST, "The body did not come within gateway.limit.body-time");
      }
      throw e;
    } finally {
      watch.end();
    }
  }

  /** Interrupts a thread that reads for too long, and nothing else that it does afterwards. */
  private static final class Watch {
    private final Thread reader;
    private boolean over;
    private boolean ended;

    Watch(Thread reader) {
      this.reader = reader;
    }

    synchronized void timeIsUp() {
      if (!ended) {
        over = true;
        reader.interrupt();
      }
    }

    synchronized boolean isOver() {
      return over;
    }

    synchronized void end() {
      ended = true;
      if (over) {
        // It may have come when all was read.
        Thread.interrupted();
      }
    }
  }
}
