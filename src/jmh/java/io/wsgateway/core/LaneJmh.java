package io.wsgateway.core;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * One round of a lane: some messages are added to each of a thousand outboxes, which are then
 * flushed to a transport that has written at once.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class LaneJmh {
  /** How many outboxes there are; whoever reads the figures divides by them. */
  private static final int OUTBOXES = 1000;

  /** How many messages are taken together. */
  @Param({"1", "8", "64"})
  public int messages;

  private final List<Outbox> outboxes = new ArrayList<>();
  private final List<Payload> payloads = new ArrayList<>();
  private final Semaphore done = new Semaphore(0);
  private Lane lane;
  private Thread thread;

  @Setup(Level.Trial)
  public void start() {
    DeliveryLimits limits =
        new DeliveryLimits(
            new OutboxLimits(1000, 1 << 22),
            Long.MAX_VALUE,
            Duration.ofSeconds(20),
            100_000,
            Long.MAX_VALUE,
            Duration.ofHours(1));
    lane = new Lane(0, () -> limits, new Counters());
    for (int i = 0; i < OUTBOXES; i++) {
      outboxes.add(new Outbox(new Written(i == OUTBOXES - 1 ? done : null), lane));
    }
    for (int i = 0; i < messages; i++) {
      payloads.add(Payload.utf8(new byte[64]).acceptedAt(System.nanoTime()));
    }
    thread = new Thread(lane, "lane");
    thread.start();
  }

  @Benchmark
  public void round() throws InterruptedException {
    lane.enqueue(this::fill);
    done.acquire();
  }

  private void fill(Lane worker) {
    for (Outbox outbox : outboxes) {
      for (Payload payload : payloads) {
        outbox.add(payload);
      }
    }
  }

  @TearDown(Level.Trial)
  public void stop() throws InterruptedException {
    lane.stop();
    thread.join();
  }

  /** Has written everything at once, and says so if somebody waits for it. */
  private record Written(Semaphore told) implements Transport {
    @Override
    public void write(List<Payload> batch, Completion done) {
      done.complete(null);
      if (told != null) {
        told.release();
      }
    }

    @Override
    public CompletionStage<Void> close(DisconnectReason reason) {
      return CompletableFuture.completedFuture(null);
    }
  }
}
