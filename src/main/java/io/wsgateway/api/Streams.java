package io.wsgateway.api;

import static java.lang.System.Logger.Level.WARNING;

import io.wsgateway.auth.Standing;
import io.wsgateway.config.GatewayConfig;
import io.wsgateway.core.Audit;
import io.wsgateway.core.Drain;
import io.wsgateway.core.ErrorCode;
import io.wsgateway.core.Gateway;
import io.wsgateway.core.GatewayException;
import io.wsgateway.core.OnlyOne;
import io.wsgateway.core.Refusal;
import io.wsgateway.core.SparingLog;
import io.wsgateway.http.BodyLimit;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.inject.Inject;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * The streams of publications that are open on this node, and the few threads that serve them all.
 * Safe for any thread.
 */
@OnlyOne
public class Streams implements LineCutter.Room {
  private static final SparingLog LOG = SparingLog.of(Streams.class);

  private static final int THREADS = 2;

  /** This part of the heap may be taken by long lines that have begun, of all streams together. */
  private static final int ROOM = 16;

  private static final Duration TICK = Duration.ofMillis(250);

  /** How long a node that stops waits for last lines to be written. */
  private static final Duration FAREWELL = Duration.ofSeconds(1);

  @Inject private Gateway gateway;
  @Inject private GatewayConfig config;
  @Inject private Audit audit;
  @Inject private Constraints constraints;
  @Inject private Publisher publisher;
  @Resource private ManagedThreadFactory threads;

  private final Set<PushStream> open = ConcurrentHashMap.newKeySet();
  private final AtomicLong roomLeft = new AtomicLong(Runtime.getRuntime().maxMemory() / ROOM);
  private final AtomicInteger count = new AtomicInteger();
  private final AtomicInteger threadNumber = new AtomicInteger();
  private final AtomicBoolean ticking = new AtomicBoolean();
  private ThreadPoolExecutor executor;

  /** Threads of its own, which are there only while there is something to do. */
  @PostConstruct
  void start() {
    executor =
        new ThreadPoolExecutor(
            THREADS, THREADS, 30, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), this::newThread);
    executor.allowCoreThreadTimeOut(true);
  }

  private Thread newThread(Runnable work) {
    Thread thread = threads.newThread(work);
    thread.setName("wsgateway-stream-" + threadNumber.incrementAndGet());
    return thread;
  }

  /**
   * Takes a request over, and serves it when this has returned.
   *
   * @throws GatewayException {@link ErrorCode#OVERLOADED} if there are as many as may be, or the
   *     node is being stopped
   */
  void open(HttpServletRequest request, HttpServletResponse response, String app, Standing sender)
      throws IOException {
    if (gateway.drain().state() != Drain.State.SERVING) {
      throw refused(Refusal.DRAINING, "This node is being stopped; open the stream on another");
    }
    int most = config.api().stream().most();
    if (count.incrementAndGet() > most) {
      count.decrementAndGet();
      throw refused(
          Refusal.OVERLOAD,
          "This node has as many streams as gateway.api.streams allows, "
              + most
              + "; close one, or push in batches");
    }
    long maxLength = BodyLimit.of(config);
    PushStream stream;
    try {
      response.setStatus(HttpServletResponse.SC_OK);
      response.setContentType(StreamFilter.MEDIA_TYPE);
      // nginx would keep it until there is a pageful.
      response.setHeader("X-Accel-Buffering", "no");
      AsyncContext context = request.startAsync();
      context.setTimeout(0);
      StreamedLines lines =
          new StreamedLines(gateway, audit, constraints, publisher, app, sender, maxLength);
      stream = new PushStream(this, context, lines, maxLength);
    } catch (IOException | RuntimeException | Error e) {
      count.decrementAndGet();
      throw e;
    }
    open.add(stream);
    try {
      stream.start();
    } catch (RuntimeException | Error e) {
      left(stream);
      throw e;
    }
    if (ticking.compareAndSet(false, true)) {
      gateway.timers().after(TICK, this::tick);
    }
  }

  private GatewayException refused(Refusal why, String message) {
    audit.turnedAway(why);
    return new GatewayException(ErrorCode.OVERLOADED, message)
        .as(why)
        .retryAfter(Duration.ofSeconds(1));
  }

  private void tick() {
    boolean draining = gateway.drain().state() != Drain.State.SERVING;
    for (PushStream stream : open) {
      if (draining) {
        stream.end(StreamEnd.DRAINING);
      } else {
        stream.tick();
      }
    }
    ticking.set(false);
    if (!open.isEmpty() && ticking.compareAndSet(false, true)) {
      gateway.timers().after(TICK, this::tick);
    }
  }

  /** Has a thread do something; something else if there are none any more. */
  void run(Runnable work, Runnable otherwise) {
    try {
      executor.execute(work);
    } catch (RejectedExecutionException e) {
      otherwise.run();
    } catch (RuntimeException | Error e) { // no thread could be made
      LOG.log(WARNING, "A stream is ended, since there is no thread for it", e);
      otherwise.run();
    }
  }

  /** One is over. */
  void left(PushStream stream) {
    if (open.remove(stream)) {
      count.decrementAndGet();
    }
  }

  @Override
  public boolean take(long bytes) {
    if (roomLeft.addAndGet(-bytes) >= 0) {
      return true;
    }
    roomLeft.addAndGet(bytes);
    return false;
  }

  @Override
  public void giveBack(long bytes) {
    roomLeft.addAndGet(bytes);
  }

  int inFlight() {
    return config.api().stream().inFlight();
  }

  Duration idleTimeout() {
    return config.api().stream().idleTimeout();
  }

  Duration maxTime() {
    return config.api().stream().maxTime();
  }

  /** Ends all with a last line, and frees the threads. */
  void stop() {
    open.forEach(stream -> stream.end(StreamEnd.DRAINING));
    long end = System.nanoTime() + FAREWELL.toNanos();
    while (!open.isEmpty() && System.nanoTime() - end < 0) {
      LockSupport.parkNanos(TICK.toNanos() / 25);
    }
    executor.shutdown();
  }
}
