package io.wsgateway.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OutboxWatchTest {
  private final TestCluster cluster =
      new TestCluster(
          Map.of("gateway.outbox.write-deadline", "20s", "gateway.outbox.total-size", "1m"));
  private final TestCluster.Node node = cluster.newNode();
  private final Destination all = node.gateway.toTopic("shop", "all");
  private long now = 5;
  private final OutboxWatch watch =
      new OutboxWatch(node.directory::connections, node.delivery(), () -> now);

  @AfterEach
  void stop() {
    cluster.close();
  }

  @Test
  void aWriteThatDoesNotEnd_closesItsClient_andNobodyElse() {
    TestCluster.Client stalled = member("stalled");
    TestCluster.Client slow = member("slow");
    TestCluster.Client fast = member("fast");
    stalled.transport.stall();
    slow.transport.stall();

    for (int second = 0; second < 20; second++) {
      node.publish(all, "x");
      List.of(stalled, slow, fast).forEach(TestCluster.Client::settle);
      watch.sweep();
      if (second % 7 == 0) {
        slow.transport.completeWrite();
      }
      assertThat(stalled.transport.closes).isEmpty();
      pass(Duration.ofSeconds(1));
    }
    watch.sweep();

    assertThat(stalled.transport.closes).containsExactly(DisconnectReason.WRITE_DEADLINE);
    assertThat(node.counters.closes(DisconnectReason.WRITE_DEADLINE)).isEqualTo(1);
    assertThat(node.counters.drops(Counters.Drop.SLOW_CONSUMER)).isEqualTo(20);
    assertThat(slow.transport.closes).isEmpty();
    assertThat(fast.messages()).hasSize(20);
  }

  @Test
  void aWriteThatGoesOn_closesNobody_howeverLongItTakes() {
    TestCluster.Client slow = member("slow");
    slow.transport.stall();
    toUser("slow");
    for (int i = 0; i < 10; i++) {
      watch.sweep();
      pass(Duration.ofSeconds(15));
      slow.transport.writeSome();
    }
    watch.sweep();
    assertThat(slow.transport.closes).isEmpty();

    pass(Duration.ofSeconds(20));
    watch.sweep();
    assertThat(slow.transport.closes).containsExactly(DisconnectReason.WRITE_DEADLINE);
  }

  @Test
  void whoDoesNotRead_isClosed_whenAllTogetherTakeTooMuch() {
    TestCluster.Client first = member("first");
    TestCluster.Client second = member("second");
    TestCluster.Client fast = member("fast");
    first.transport.stall();
    toUser("first");
    watch.sweep();
    pass(Duration.ofSeconds(1));
    second.transport.stall();
    toUser("second");
    toUser("second");
    watch.sweep();
    pass(Duration.ofSeconds(1));
    toUser("first");
    toUser("first");

    watch.relieve();

    assertThat(first.transport.closes).containsExactly(DisconnectReason.OUTBOX_MEMORY);
    assertThat(second.transport.closes).as("it is enough by then").isEmpty();
    node.publish(all, "x");
    assertThat(fast.messages()).containsExactly("x");
  }

  @Test
  void whoDrips_isClosed_whenAllTogetherTakeTooMuch_andNobodyReadsNothing() {
    TestCluster.Client dripping = member("dripping");
    dripping.transport.stall();
    toUser("dripping");
    for (int second = 0; second < 5; second++) {
      watch.sweep();
      pass(Duration.ofSeconds(1));
      dripping.transport.writeSome();
    }
    TestCluster.Client reading = member("reading");
    reading.transport.stall();
    toUser("reading");
    toUser("reading");
    toUser("dripping");

    watch.relieve();

    assertThat(dripping.transport.closes).containsExactly(DisconnectReason.OUTBOX_MEMORY);
    assertThat(reading.transport.closes).isEmpty();
    node.publish(all, "accepted");
  }

  @Test
  void whatManyAreSent_countsOnce() {
    List<TestCluster.Client> clients =
        IntStream.range(0, 100).mapToObj(i -> member("u" + i)).toList();
    clients.forEach(client -> client.transport.stall());
    node.publish(all, "x".repeat(500_000));
    clients.forEach(TestCluster.Client::settle);
    watch.sweep();
    pass(Duration.ofSeconds(5));

    watch.relieve();

    assertThat(node.delivery().held()).isGreaterThan(50_000_000);
    assertThat(clients).allSatisfy(client -> assertThat(client.transport.closes).isEmpty());
    node.publish(all, "accepted");
  }

  @Test
  void whenAllRead_pushesAreRefused_untilTheyHave() {
    TestCluster.Client reading = member("reading");
    reading.transport.stall();
    for (int i = 0; i < 5; i++) {
      toUser("reading");
    }

    watch.relieve();

    assertThat(reading.transport.closes).isEmpty();
    assertThatThrownBy(() -> node.publish(all, "x"))
        .isInstanceOfSatisfying(
            GatewayException.class,
            e -> {
              assertThat(e.code()).isEqualTo(ErrorCode.OVERLOADED);
              assertThat(e.retryAfter()).isEqualTo(Duration.ofSeconds(1));
            });
    assertThat(node.counters.refusals(Refusal.OVERLOAD)).isEqualTo(1);
    while (reading.connection.pendingMessages() > 0) {
      reading.transport.completeWrite();
    }
    watch.relieve();
    node.publish(all, "x");
    assertThat(reading.messages()).contains("x");
  }

  private TestCluster.Client member(String user) {
    TestCluster.Client client = node.connect("shop", user);
    node.gateway.join(client.connection, "all").toCompletableFuture().join();
    return client;
  }

  private void toUser(String user) {
    node.publish(node.gateway.toUser("shop", user), "y".repeat(250_000));
    TestCluster.settle(
        node.directory.members(new Destination.OfUser("shop", user)).iterator().next());
  }

  private void pass(Duration time) {
    now += time.toNanos();
  }
}
