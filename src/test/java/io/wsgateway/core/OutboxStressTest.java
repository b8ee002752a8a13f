package io.wsgateway.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.wsgateway.client.Eventually;
import io.wsgateway.config.OutboxConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A lane that adds, while writes end on other threads and somebody closes. */
class OutboxStressTest {
  private static final int ROUNDS = 200;
  private static final int MESSAGES = 500;
  private final ExecutorService others = Executors.newFixedThreadPool(2);
  private final Counters counters = new Counters();
  private final Lane lane = TestLanes.of(20, 1 << 20, counters);

  @AfterEach
  void stop() throws InterruptedException {
    others.shutdown();
    assertThat(others.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
  }

  @ParameterizedTest
  @EnumSource(OutboxConfig.Policy.class)
  void everyMessage_isWrittenInOrder_orCounted(OutboxConfig.Policy policy) {
    long written = 0;
    for (int round = 0; round < ROUNDS; round++) {
      Socket socket = new Socket(round % 3);
      Outbox outbox = new Outbox(socket, lane);
      outbox.setOwner(new Policy(policy));
      boolean closing = round % 2 == 0;
      int end = round * 7 % MESSAGES;
      for (int i = 0; i < MESSAGES; i++) {
        outbox.add(Payload.text("" + i).acceptedAt(1));
        if (i % 3 == 0) {
          outbox.flush();
        }
        if (closing && i == end) {
          others.execute(() -> outbox.close(DisconnectReason.IDLE));
        }
      }
      outbox.flush();
      awaitEmpty(outbox);
      assertThat(socket.disorder).hasValue(0);
      assertThat(socket.atOnce).as("one write at a time").isFalse();
      written += socket.written.get();
    }

    // Whoever ends the last write counts it a moment later.
    Eventually.await("all is counted", () -> counted() >= (long) ROUNDS * MESSAGES);
    Eventually.await("nothing is held", () -> lane.held() == 0);
    assertThat(counters.deliveries()).isLessThanOrEqualTo(written);
    assertThat(counted()).isEqualTo((long) ROUNDS * MESSAGES);
  }

  @Test
  void closeWhenEmpty_comesAfterTheLastMessage_whateverThreadEndsTheWrites() {
    for (int round = 0; round < ROUNDS; round++) {
      Socket socket = new Socket(round % 3);
      Outbox outbox = new Outbox(socket, lane);
      int messages = 1 + round % 15;
      for (int i = 0; i < messages; i++) {
        outbox.add(Payload.text("" + i));
        if (i % 2 == 0) {
          outbox.flush();
        }
      }
      outbox.closeWhenEmpty(DisconnectReason.GOING_AWAY);

      assertThat(socket.closed).succeedsWithin(10, TimeUnit.SECONDS).isEqualTo(messages);
    }
    Eventually.await("nothing is held", () -> lane.held() == 0);
  }

  private long counted() {
    return counters.deliveries()
        + counters.drops().values().stream().mapToLong(Long::longValue).sum();
  }

  private static void awaitEmpty(Outbox outbox) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
    while (outbox.messages() > 0 && System.nanoTime() < end) {
      Thread.onSpinWait();
    }
    assertThat(outbox.messages()).isZero();
  }

  private record Policy(OutboxConfig.Policy policy) implements Outbox.Owner {
    @Override
    public void closed(DisconnectReason reason) {}

    @Override
    public void dropped(Counters.Drop why, int messages) {}
  }

  /** Ends writes at once, on another thread, or now this way and now that. */
  private final class Socket implements Transport {
    final AtomicInteger written = new AtomicInteger();
    final AtomicInteger disorder = new AtomicInteger();
    final CompletableFuture<Integer> closed = new CompletableFuture<>();
    private final int manner;
    private final AtomicLong writes = new AtomicLong();
    private final List<Thread> writing = new ArrayList<>();
    volatile boolean atOnce;
    private volatile int last = -1;

    Socket(int manner) {
      this.manner = manner;
    }

    @Override
    public void write(List<Payload> messages, Completion done) {
      enter();
      if (manner == 0 || (manner == 2 && writes.incrementAndGet() % 2 == 0)) {
        end(messages, done);
      } else {
        others.execute(() -> end(messages, done));
      }
    }

    private void enter() {
      synchronized (writing) {
        atOnce |= !writing.isEmpty();
        writing.add(Thread.currentThread());
      }
    }

    private void end(List<Payload> messages, Completion done) {
      for (Payload message : messages) {
        int number = Integer.parseInt(message.text());
        if (number <= last) {
          disorder.incrementAndGet();
        }
        last = number;
      }
      written.addAndGet(messages.size());
      synchronized (writing) {
        writing.clear();
      }
      done.complete(null);
    }

    @Override
    public CompletionStage<Void> close(DisconnectReason reason) {
      closed.complete(written.get());
      return CompletableFuture.completedFuture(null);
    }
  }
}
