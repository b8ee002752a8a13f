package io.wsgateway.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import io.wsgateway.client.Eventually;
import io.wsgateway.core.Counters;
import io.wsgateway.core.Receipt;
import io.wsgateway.server.Processors;
import io.wsgateway.server.RabbitmqProcess;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/** What becomes of nodes when the RabbitMQ that joins them fails. Each test leaves it running. */
@ResourceLock(value = Processors.NAME, mode = ResourceAccessMode.READ)
class RabbitmqOutageBrokerIT extends RabbitmqNodes {
  private static RabbitmqProcess rabbitmq;

  private RabbitmqSetup setup;

  @BeforeAll
  static void startRabbitmq() {
    rabbitmq = RabbitmqProcess.start();
  }

  @AfterAll
  static void stopRabbitmq() {
    rabbitmq.close();
  }

  @BeforeEach
  void newSetup() {
    setup = new RabbitmqSetup(rabbitmq.uri());
  }

  private TestNode node(int number) {
    return node(number, setup);
  }

  @Test
  void killedAndStartedAgain_restoresTenThousandInterestsByItself_andTellsTheLogOnce() {
    try (LogLines log = new LogLines()) {
      TestNode a = node(1).startAndAwaitUp();
      TestNode b = node(2).startAndAwaitUp();
      IntStream.range(0, 10_000).forEach(i -> b.exchange.interest(user(i)));
      Eventually.await("all are there", SOON, () -> a.publish(user(9_999), "last").nodes() == 1);

      rabbitmq.kill();
      Eventually.await("it is noticed", () -> isDegraded(a) && isDegraded(b));
      assertThat(a.publish(user(1), "missed")).isEqualTo(Receipt.Reach.LOST);
      rabbitmq.restart();

      Eventually.await("both are up", SOON, () -> isUp(a) && isUp(b));
      b.takeAll();
      for (int i = 0; i < 10_000; i += 999) {
        assertThat(a.publish(user(i), "to " + i)).isEqualTo(SOME);
      }
      assertThat(b.take(11)).contains("to 0", "to 9990").doesNotContain("missed");
      assertThat(setup.counters.drops(Counters.Drop.EXCHANGE)).isEqualTo(1);
      assertThat(log.all()).hasSize(6);
      assertThat(log.all().stream().filter(line -> line.contains("is away"))).hasSize(2);
      assertThat(log.all().stream().filter(line -> line.contains("is back"))).hasSize(2);
    }
  }

  @Test
  void stoppedInOrder_interestChangedMeanwhile_isSoAfterwards() {
    TestNode a = node(1).startAndAwaitUp();
    TestNode b = node(2).startAndAwaitUp();
    b.wants(user(1));
    rabbitmq.stop();
    Eventually.await("it is noticed", () -> isDegraded(a) && isDegraded(b));

    b.wants(user(2));
    b.exchange.uninterest(user(1));
    TestNode late = node(3).start();
    assertThat(late.exchange.interest(TOPIC).toCompletableFuture()).isCompleted();
    assertThat(late.publish(TOPIC, "missed")).isEqualTo(Receipt.Reach.LOST);
    assertThat(isDegraded(late)).isTrue();
    rabbitmq.restart();

    Eventually.await("all are up", SOON, () -> isUp(a) && isUp(b) && isUp(late));
    assertThat(a.publish(user(1), "to nobody")).isEqualTo(Receipt.Reach.NONE);
    assertThat(a.publish(user(2), "hello")).isEqualTo(SOME);
    assertThat(b.take(1)).containsExactly("hello");
    assertThat(a.publish(TOPIC, "welcome")).isEqualTo(SOME);
    assertThat(late.take(1)).containsExactly("welcome");
  }

  @Test
  void frozen_nothingHangs_andOrderHoldsAfterTheThaw() {
    TestNode a = node(1).startAndAwaitUp();
    TestNode b = node(2).startAndAwaitUp();
    b.wants(TOPIC);
    String filling = "x".repeat(1_000);

    rabbitmq.freeze();
    List<CompletionStage<Receipt.Reach>> frozen =
        IntStream.range(0, 3_000)
            .mapToObj(i -> a.publishAsync(TOPIC, "1 " + (10_000 + i) + filling))
            .toList();
    CompletionStage<Void> interest = b.exchange.interest(user(1));
    assertThat(frozen.stream().map(stage -> Eventually.get(stage, Duration.ofSeconds(2))))
        .containsOnly(Receipt.Reach.LOST);
    Eventually.get(interest, Duration.ofSeconds(3));
    Eventually.await("it is noticed", () -> isDegraded(a) && isDegraded(b));
    assertThat(a.publishAsync(TOPIC, "at once").toCompletableFuture())
        .isCompletedWithValue(Receipt.Reach.LOST);
    assertThat(setup.counters.drops(Counters.Drop.EXCHANGE)).isEqualTo(3_001);

    rabbitmq.thaw();
    Eventually.await("both are up", SOON, () -> isUp(a) && isUp(b));
    IntStream.range(0, 100).forEach(i -> a.publishAsync(TOPIC, "2 " + (10_000 + i)));
    a.publish(TOPIC, "3");
    List<String> received = new ArrayList<>();
    Eventually.await(
        "the last is there",
        () -> {
          received.addAll(b.takeAll());
          return received.contains("3");
        });
    assertThat(received).isSorted().hasSizeGreaterThan(100).doesNotHaveDuplicates();
  }

  @Test
  void stopWhileFrozen_isQuick() {
    setup.with("gateway.rabbitmq.timeout", "30s").with("gateway.rabbitmq.heartbeat", "30s");
    TestNode a = node(1).startAndAwaitUp();
    TestNode late = node(2);
    rabbitmq.freeze();
    try {
      late.start();
      CompletionStage<Receipt.Reach> reach = a.publishAsync(TOPIC, "x".repeat(20 << 20));
      long start = System.nanoTime();
      late.close();
      a.close();
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(6));
      assertThat(reach.toCompletableFuture()).isCompletedWithValue(Receipt.Reach.LOST);
      assertThat(JoiningExchangeContract.gatewayThreads()).isEmpty();
    } finally {
      rabbitmq.thaw();
    }
  }

  @Test
  void memoryAlarm_publicationsAreLostAtOnce_untilItIsOver() {
    try (LogLines log = new LogLines()) {
      TestNode a = node(1).startAndAwaitUp();
      TestNode b = node(2).startAndAwaitUp();
      b.wants(TOPIC);

      rabbitmq.raiseMemoryAlarm();
      Eventually.await(
          "it is noticed", () -> a.publish(TOPIC, "early").degraded() && isDegraded(a));
      long lost = setup.counters.drops(Counters.Drop.EXCHANGE);
      for (int i = 0; i < 1_000; i++) {
        assertThat(a.publishAsync(TOPIC, "late").toCompletableFuture())
            .isCompletedWithValue(Receipt.Reach.LOST);
      }
      assertThat(setup.counters.drops(Counters.Drop.EXCHANGE)).isEqualTo(lost + 1_000);
      // Who only receives is not held up.
      assertThat(isUp(b)).isTrue();
      b.wants(user(1));

      rabbitmq.clearMemoryAlarm();
      Eventually.await("a is up", SOON, () -> isUp(a));
      assertThat(a.publish(user(1), "hello")).isEqualTo(SOME);
      Eventually.await("it arrives", () -> b.takeAll().contains("hello"));
      assertThat(log.all().stream().filter(line -> line.contains("no publications"))).hasSize(1);
      assertThat(log.all().stream().filter(line -> line.contains("is back"))).hasSize(1);
    }
  }

  @Test
  void connectionsClosedByAnAdministrator_connectAgain() {
    TestNode a = node(1).startAndAwaitUp();
    TestNode b = node(2).startAndAwaitUp();
    a.wants(TOPIC);
    b.wants(TOPIC);
    try (LogLines log = new LogLines()) {
      rabbitmq.control("close_all_connections", "for a test");
      Eventually.await("it is noticed", () -> log.all().size() >= 2);
      assertThat(log.all().get(0)).contains("(CONNECTION_FORCED - for a test)");
    }
    awaitReaches(a, b);
    awaitReaches(b, a);
  }

  @Test
  void queuesOrExchangeDeletedByAnAdministrator_areMadeAgain() {
    TestNode a = node(1).startAndAwaitUp();
    TestNode b = node(2).startAndAwaitUp();
    a.wants(TOPIC);
    b.wants(TOPIC);
    rabbitmq.control(
        "eval", "[rabbit_amqqueue:delete(Q, false, false, <<>>) || Q <- rabbit_amqqueue:list()].");
    awaitReaches(a, b);
    awaitReaches(b, a);

    rabbitmq.control(
        "eval",
        "rabbit_exchange:delete({resource, <<\"/\">>, exchange, <<\"wsgateway\">>}, false, <<>>).");
    Eventually.await(
        "nodes tell each other of themselves again",
        SOON,
        () -> {
          a.exchange.sendToAllNodes(new byte[] {1});
          b.exchange.sendToAllNodes(new byte[] {2});
          return b.takeAll().contains("\u0001") && a.takeAll().contains("\u0002");
        });
    awaitReaches(a, b);
    awaitReaches(b, a);
  }

  @Test
  void exchangeDeleted_andMadeAgainByAnotherNode_isNoticed() {
    TestNode a = node(1).startAndAwaitUp();
    TestNode b = node(2).startAndAwaitUp();
    b.wants(TOPIC);
    rabbitmq.control(
        "eval",
        "rabbit_exchange:delete({resource, <<\"/\">>, exchange, <<\"wsgateway\">>}, false, <<>>).");
    Eventually.await(
        "the first node is bound again",
        SOON,
        () -> {
          a.exchange.sendToAllNodes(new byte[] {1});
          return a.takeAll().contains("\u0001");
        });
    Eventually.await(
        "the other node hears itself again",
        SOON.multipliedBy(2),
        () -> {
          b.exchange.sendToAllNodes(new byte[] {2});
          return b.takeAll().contains("\u0002");
        });
    awaitReaches(a, b);
  }

  @Test
  void virtualHostsAreKeptApart() {
    rabbitmq.control("add_vhost", "one/two");
    rabbitmq.control("set_permissions", "-p", "one/two", "guest", ".*", ".*", ".*");
    RabbitmqSetup there = new RabbitmqSetup(URI.create(rabbitmq.uri() + "/one%2Ftwo"));
    TestNode a = node(1, there).startAndAwaitUp();
    TestNode b = node(2, there).startAndAwaitUp();
    TestNode elsewhere = node(3).startAndAwaitUp();
    b.wants(TOPIC);
    elsewhere.wants(user(1));

    assertThat(a.publish(TOPIC, "hello")).isEqualTo(SOME);
    assertThat(a.publish(user(1), "hello")).isEqualTo(Receipt.Reach.NONE);
  }

  @Test
  void nodeThatDoesNotRead_costsTheBrokerNoMoreThanItsQueueMayHold() {
    setup.with("gateway.rabbitmq.max-queue-size", "1m").with("gateway.rabbitmq.heartbeat", "60s");
    TestNode a = node(1).startAndAwaitUp();
    CountDownLatch reading = new CountDownLatch(1);
    List<Integer> received = new CopyOnWriteArrayList<>();
    TestNode stuck = node(2);
    stuck.exchange.start(
        2,
        message -> {
          awaitQuietly(reading);
          received.add(ByteBuffer.wrap(message).getInt());
        });
    stuck.awaitUp();
    stuck.wants(TOPIC);

    // More than queue and sockets hold.
    int count = 4_000;
    IntStream.range(0, count)
        .mapToObj(i -> a.exchange.publish(TOPIC, ByteBuffer.allocate(10_000).putInt(0, i).array()))
        .toList()
        .forEach(Eventually::get);
    assertThat(rabbitmq.control("list_queues", "message_bytes_ready").lines())
        .filteredOn(line -> line.matches("\\d+"))
        .hasSize(2)
        .allMatch(bytes -> Long.parseLong(bytes) <= 1 << 20);
    reading.countDown();

    Eventually.await("the last arrives", () -> received.contains(count - 1));
    assertThat(received).isSorted().hasSizeLessThan(count);
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await(60, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
