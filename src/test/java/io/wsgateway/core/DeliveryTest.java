package io.wsgateway.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What happens when more is published than can be delivered. */
class DeliveryTest {
  private static final Dialect DIALECT = new TestCluster.PlainDialect("plain");
  private final Counters counters = new Counters();
  private final List<Reader> readers = new ArrayList<>();
  private Delivery delivery;
  private volatile boolean over;

  @AfterEach
  void stop() {
    over = true;
    delivery.stop(Duration.ofSeconds(5));
  }

  @Test
  void aBurst_largerThanAnOutbox_isNobodysEnd_whoReads() {
    begin(1, limits(100, 1 << 20, 1_000_000, Long.MAX_VALUE));
    List<Connection> audience = connect(3, 0);

    for (int i = 0; i < 20_000; i++) {
      assertThat(publish(audience, "" + i)).isTrue();
    }

    assertAllArrive(20_000);
  }

  @Test
  void moreThanMayWait_isRefused_exactly_howeverManyPublish() throws InterruptedException {
    begin(2, limits(100, 1 << 20, 50, Long.MAX_VALUE));
    CountDownLatch held = hold();
    List<Connection> audience = connect(2, 0);
    AtomicInteger accepted = new AtomicInteger();

    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      Thread thread =
          new Thread(
              () -> {
                for (int n = 0; n < 1_000; n++) {
                  accepted.addAndGet(publish(audience, "x") ? 1 : 0);
                }
              });
      thread.start();
      threads.add(thread);
    }
    for (Thread thread : threads) {
      thread.join();
    }

    assertThat(accepted).as("each waits for both lanes").hasValue(25);
    assertThat(delivery.pending()).isEqualTo(50);
    held.countDown();
    assertAllArrive(25);
    assertThat(delivery.pendingBytes()).isZero();
  }

  @Test
  void moreBytesThanMayWait_areRefused_butOneIsNot() {
    begin(1, limits(100, 1 << 20, 1_000, 100));
    CountDownLatch held = hold();
    List<Connection> audience = connect(1, 0);

    assertThat(publish(audience, "x".repeat(1_000))).isTrue();
    assertThat(publish(audience, "x")).isFalse();
    held.countDown();
    assertAllArrive(1);
    assertThat(publish(audience, "x".repeat(60))).isTrue();
    assertAllArrive(2);
  }

  @Test
  void whatWouldWaitTooLong_isRefused_unlessLittleWaits() {
    begin(
        1,
        new DeliveryLimits(
            new OutboxLimits(1_000, 1 << 20),
            Long.MAX_VALUE,
            Duration.ZERO,
            1_000_000,
            Long.MAX_VALUE,
            Duration.ofMillis(50)));
    CountDownLatch held = hold();
    List<Connection> audience = connect(1, 0);
    for (int i = 0; i < Delivery.FEW - 1; i++) {
      assertThat(publish(audience, "x")).isTrue();
    }
    LockSupport.parkNanos(Duration.ofMillis(60).toNanos());
    assertThat(publish(audience, "x")).as("few wait").isTrue();

    assertThat(publish(audience, "x")).as("many wait, and for long").isFalse();
    assertThat(publish(List.of(), "x")).as("for nobody here").isTrue();

    held.countDown();
    assertAllArrive(Delivery.FEW);
    assertThat(publish(audience, "x")).isTrue();
    assertAllArrive(Delivery.FEW + 1);
  }

  @Test
  void threeTimesWhatCanBeDelivered_isRefusedInPart_andWhatIsAcceptedArrives() {
    begin(
        2,
        new DeliveryLimits(
            new OutboxLimits(400, 1 << 20),
            Long.MAX_VALUE,
            Duration.ZERO,
            100_000,
            Long.MAX_VALUE,
            Duration.ofMillis(100)));
    // Each takes at most 16 messages every 20 ms, and at times nothing for a tenth of a second.
    // Half
    // a second fits into an outbox: that long a machine with other work may stop one of them.
    List<Connection> audience = connect(20, 20);

    int accepted = 0;
    int refused = 0;
    long end = System.nanoTime() + Duration.ofSeconds(3).toNanos();
    while (System.nanoTime() < end) {
      if (publish(audience, "" + accepted)) {
        accepted++;
      } else {
        refused++;
      }
      LockSupport.parkNanos(20_000);
    }

    assertThat(refused).isPositive();
    assertThat(accepted).isGreaterThan(1_000);
    assertAllArrive(accepted);
    assertThat(counters.closes(DisconnectReason.SLOW_CONSUMER)).isZero();
  }

  @Test
  void clientsThatReadNothing_slowNobodyElse() {
    begin(1, limits(100, 1 << 20, 1_000_000, Long.MAX_VALUE));
    List<Connection> audience = new ArrayList<>(connect(10, 0));
    List<RecordingTransport> stalled =
        IntStream.range(0, 8).mapToObj(i -> RecordingTransport.held()).toList();
    stalled.forEach(one -> audience.add(connection(one)));

    long longest = 0;
    for (int i = 0; i < 3_000; i++) {
      long start = System.nanoTime();
      assertThat(publish(audience, "" + i)).isTrue();
      if (i % 10 == 0) {
        awaitAll(i + 1);
        longest = Math.max(longest, System.nanoTime() - start);
      }
    }

    assertAllArrive(3_000);
    assertThat(stalled)
        .allSatisfy(one -> assertThat(one.closes).containsExactly(DisconnectReason.SLOW_CONSUMER));
    assertThat(Duration.ofNanos(longest)).isLessThan(Congestion.PATIENCE);
  }

  @Test
  void largeMessagesForSingleClients_closeWhoIsSentMore_andNobodyWhoIsPinged() {
    begin(1, limits(1_000, 1 << 20, 1_000, 10_000));
    CountDownLatch held = hold();
    RecordingTransport answered = RecordingTransport.held();
    RecordingTransport pinged = RecordingTransport.held();
    RecordingTransport refused = RecordingTransport.held();
    delivery.send(connection(answered), Payload.text("x".repeat(9_000)));

    delivery.send(connection(answered), Payload.text("x".repeat(900)));
    for (int i = 0; i < 100; i++) {
      delivery.send(connection(pinged), Payload.text("x".repeat(100)));
    }
    delivery.send(connection(refused), Payload.text("x".repeat(200)));

    assertThat(answered.closes).isEmpty();
    assertThat(pinged.closes).isEmpty();
    assertThat(refused.closes).containsExactly(DisconnectReason.SLOW_CONSUMER);
    held.countDown();
  }

  // --- the scene ---------------------------------------------------------------------------------

  private static DeliveryLimits limits(int messages, long bytes, int pending, long pendingBytes) {
    return new DeliveryLimits(
        new OutboxLimits(messages, bytes),
        Long.MAX_VALUE,
        Duration.ZERO,
        pending,
        pendingBytes,
        Duration.ofHours(1));
  }

  private void begin(int lanes, DeliveryLimits limits) {
    delivery = new Delivery(lanes, limits, counters);
    delivery.start(Executors.defaultThreadFactory());
  }

  /** Has all lanes do nothing until it is counted down. */
  private CountDownLatch hold() {
    CountDownLatch until = new CountDownLatch(1);
    for (int i = 0; i < delivery.laneCount(); i++) {
      CountDownLatch begun = new CountDownLatch(1);
      delivery
          .laneFor(i)
          .enqueue(
              lane -> {
                begun.countDown();
                await(until);
              });
      await(begun);
    }
    return until;
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private int connections;

  private Connection connection(Transport transport) {
    Lane lane = delivery.laneFor(connections++);
    return new Connection(
        connections,
        DIALECT,
        "shop",
        lane,
        new Outbox(transport, lane),
        new SerialQueue(Runnable::run, 1),
        Visitor.UNKNOWN);
  }

  private List<Connection> connect(int count, int millis) {
    List<Connection> made = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Reader reader = new Reader(millis);
      readers.add(reader);
      made.add(connection(reader));
      if (millis > 0) {
        Thread thread = new Thread(reader::read);
        thread.setDaemon(true);
        thread.start();
      }
    }
    return made;
  }

  private boolean publish(List<Connection> audience, String text) {
    Publication publication =
        new Publication(
            1,
            new Destination.OfAll("shop"),
            Payload.text(text),
            PublishOptions.NONE,
            System.currentTimeMillis());
    return delivery.publish(publication, Audience.Many.of(audience, delivery.laneCount()), null);
  }

  private void awaitAll(int messages) {
    long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
    while (readers.stream().anyMatch(reader -> reader.received() < messages)
        && System.nanoTime() < end) {
      LockSupport.parkNanos(100_000);
    }
  }

  private void assertAllArrive(int messages) {
    awaitAll(messages);
    assertThat(readers).allSatisfy(reader -> assertThat(reader.received()).isEqualTo(messages));
    assertThat(readers).allSatisfy(reader -> assertThat(reader.disorder).isZero());
  }

  /** A client that takes all at once, or some at a time after a pause. */
  private final class Reader implements Transport {
    private static final int AT_ONCE = 16;
    private final int millis;
    private final AtomicInteger received = new AtomicInteger();
    private volatile int disorder;
    private final AtomicReference<Runnable> writing = new AtomicReference<>();

    Reader(int millis) {
      this.millis = millis;
    }

    int received() {
      return received.get();
    }

    private void receive(List<Payload> messages) {
      for (Payload message : messages) {
        String text = message.text();
        boolean isNumber = !text.startsWith("x");
        if (isNumber && Integer.parseInt(text) != received.get()) {
          disorder++;
        }
        received.incrementAndGet();
      }
    }

    @Override
    public void write(List<Payload> messages, Completion done) {
      Runnable write =
          () -> {
            receive(messages);
            done.complete(null);
          };
      if (millis == 0) {
        write.run();
      } else {
        int size = messages.size();
        writing.set(
            () -> {
              LockSupport.parkNanos((size - 1) / AT_ONCE * millis * 1_000_000L);
              write.run();
            });
      }
    }

    void read() {
      int times = 0;
      while (!over) {
        int pause = ++times % 100 == 0 ? 100 : millis;
        LockSupport.parkNanos(pause * 1_000_000L);
        Runnable write = writing.getAndSet(null);
        if (write != null) {
          write.run();
        }
      }
    }

    @Override
    public CompletionStage<Void> close(DisconnectReason reason) {
      return CompletableFuture.completedFuture(null);
    }
  }
}
