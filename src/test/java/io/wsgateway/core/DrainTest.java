package io.wsgateway.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wsgateway.config.DrainConfig;
import io.wsgateway.config.GatewayConfig;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DrainTest {
  private static final Duration NOTICE = Duration.ofSeconds(5);

  private final Map<String, String> settings =
      Map.of("gateway.stop.deadline", "2s", "gateway.drain.spread", "1500ms");
  private final TestCluster cluster = new TestCluster(settings);
  private final TestCluster.Node node = cluster.newNode(1);
  private final DrainConfig config = GatewayConfig.defaultsWith(settings).drain();
  private final AtomicLong now = new AtomicLong(1);
  private final Timers timers = new Timers(now::get);
  private final List<Connection> told = new ArrayList<>();
  private final Drain drain =
      new Drain(
          node.directory::connections,
          (connection, reason) -> {
            told.add(connection);
            node.gateway.close(connection, reason);
          },
          timers,
          () -> config,
          now::get);

  @AfterEach
  void stop() {
    cluster.close();
  }

  @Test
  void nodeIsNotReadyAtOnce_butServesUntilTheNoticeIsOver() {
    connect(1);

    drain.start(NOTICE, 10);

    assertThat(drain.isReady()).isFalse();
    pass(NOTICE.minusMillis(1));
    assertThat(drain.state()).isEqualTo(Drain.State.DRAINING);
    assertThat(told).isEmpty();
    drain.requireOpen();
    pass(Duration.ofMillis(200));
    assertThat(told).hasSize(1);
    assertThatThrownBy(drain::requireOpen).isInstanceOf(GatewayException.class);
  }

  @Test
  void connectionsAreClosedAtThePace_andNotFasterAfterAPause() {
    connect(200);

    drain.start(Duration.ZERO, 50);

    IntStream.range(0, 20).forEach(step -> pass(Duration.ofMillis(100)));
    assertThat(told).hasSizeBetween(95, 105).doesNotHaveDuplicates();
    int before = told.size();
    pass(Duration.ofSeconds(60));
    assertThat(told.size() - before).isBetween(5, 15);
  }

  @Test
  void closesThatTakeLong_holdUpTheNext_butNotForEver() {
    List<TestCluster.Client> clients = connect(100);
    clients.forEach(client -> client.transport.stallCloses());

    drain.start(Duration.ZERO, 50);

    IntStream.range(0, 40).forEach(step -> pass(Duration.ofMillis(100)));
    assertThat(told).hasSize(15);
    clients.forEach(client -> client.transport.completeClose());
    IntStream.range(0, 10).forEach(step -> pass(Duration.ofMillis(100)));
    assertThat(told).hasSizeBetween(63, 67);
    clients.forEach(client -> client.transport.stallCloses());
    int before = told.size();
    IntStream.range(0, 70).forEach(step -> pass(Duration.ofMillis(100)));
    assertThat(told.size() - before).isBetween(16, 33);
  }

  @Test
  void slowPace_closesOneNowAndThen() {
    connect(3);

    drain.start(Duration.ZERO, 1);

    IntStream.range(0, 15).forEach(step -> pass(Duration.ofMillis(100)));
    assertThat(told).hasSize(1);
    IntStream.range(0, 10).forEach(step -> pass(Duration.ofMillis(100)));
    assertThat(told).hasSize(2);
  }

  @Test
  void clientsAreToldWhenToComeBack_byChanceAndAtMostTheSpread() {
    List<TestCluster.Client> clients = connect(40);

    drain.start(Duration.ZERO, 1_000);
    pass(Duration.ofMillis(100));

    List<DisconnectReason> reasons = clients.stream().map(DrainTest::reasonOf).toList();
    assertThat(reasons).allMatch(reason -> reason.code() == 1012 && reason.reconnect());
    List<Long> advice =
        reasons.stream()
            .map(reason -> reason.text().replaceFirst(".* reconnect in (\\d+) ms$", "$1"))
            .map(Long::valueOf)
            .toList();
    assertThat(advice).allMatch(millis -> millis >= 0 && millis <= 1_500);
    assertThat(advice.stream().distinct().count()).isGreaterThan(20);
  }

  @Test
  void whatWaitsForAClient_goesOutFirst() {
    TestCluster.Client client = connect(1).get(0);
    client.transport.stall();
    node.publish(node.gateway.toUser("chat", "u0"), "first");
    node.publish(node.gateway.toUser("chat", "u0"), "second");
    client.settle();

    drain.start(Duration.ZERO, 1_000);
    pass(Duration.ofMillis(100));

    client.settle();
    assertThat(client.transport.closes).isEmpty();
    client.transport.completeWrite();
    if (client.transport.closes.isEmpty()) {
      // The two were not written together.
      client.transport.completeWrite();
    }
    assertThat(client.transport.messages()).containsExactly("first", "second");
    assertThat(client.transport.closes).hasSize(1);
  }

  @Test
  void nodeIsDrained_whenAllAreGone_andStaysSoUntilItIsResumed() {
    List<TestCluster.Client> clients = connect(3);
    drain.start(Duration.ZERO, 1_000);
    pass(Duration.ofMillis(100));
    clients.forEach(TestCluster.Client::settle);

    pass(Duration.ofMillis(100));

    assertThat(drain.state()).isEqualTo(Drain.State.DRAINED);
    assertThat(drain.isReady()).isFalse();
    drain.resume();
    assertThat(drain.state()).isEqualTo(Drain.State.SERVING);
    assertThat(drain.isReady()).isTrue();
    drain.requireOpen();
  }

  @Test
  void resume_keepsThoseWhoAreStillThere() {
    connect(10);
    drain.start(Duration.ZERO, 10);
    pass(Duration.ofMillis(100));

    drain.resume();

    int before = told.size();
    IntStream.range(0, 30).forEach(step -> pass(Duration.ofMillis(100)));
    assertThat(told).hasSize(before).hasSizeLessThan(5);
  }

  @Test
  void startAgain_goesByTheNewNumbers() {
    connect(10);
    drain.start(NOTICE, 1);

    drain.start(Duration.ZERO, 1_000);

    pass(Duration.ofMillis(100));
    assertThat(told).hasSize(10).doesNotHaveDuplicates();
    pass(NOTICE);
    assertThat(told).hasSize(10);
  }

  @Test
  void whoIsBeingToldToStayAway_isNotToldToComeBack() {
    TestCluster.Client client = connect(1).get(0);
    client.transport.stall();
    node.publish(node.gateway.toUser("chat", "u0"), "first");
    client.settle();
    node.gateway.close(client.connection, DisconnectReason.BLOCKED);

    drain.start(Duration.ZERO, 1_000);
    pass(Duration.ofMillis(100));
    client.settle();
    client.transport.completeWrite();

    assertThat(reasonOf(client)).isEqualTo(DisconnectReason.BLOCKED);
  }

  @Test
  void nodeThatIsBeingStopped_cannotBeResumed() {
    Drain real = inRealTime(Map.of());
    real.finish();

    assertThatThrownBy(real::resume)
        .isInstanceOf(GatewayException.class)
        .hasMessageContaining("being stopped");
    assertThat(real.isReady()).isFalse();
  }

  @Test
  void whoComesWhileTheNodeIsDrained_isNotLetIn_andToldWhy() {
    node.gateway.drain().start(Duration.ZERO, 1_000);
    node.timers.runDue();

    assertThatThrownBy(node::connect)
        .isInstanceOfSatisfying(
            GatewayException.class,
            refused -> {
              assertThat(refused.code()).isEqualTo(ErrorCode.OVERLOADED);
              assertThat(refused.refusal()).isEqualTo(Refusal.DRAINING);
              assertThat(refused.close().code()).isEqualTo(1012);
              assertThat(refused.retryAfter()).isPositive();
            });
    node.gateway.drain().resume();
    node.connect();
  }

  @Test
  void finish_sendsAllAway_fasterThanThePaceIfNeedBe() {
    List<TestCluster.Client> clients = connect(50);
    Drain real = inRealTime(Map.of("gateway.drain.pace", "1", "gateway.stop.deadline", "4s"));

    real.finish();

    assertThat(clients).allMatch(client -> reasonOf(client).code() == 1012);
    assertThat(node.directory.connections()).isEmpty();
    assertThat(real.state()).isEqualTo(Drain.State.DRAINED);
  }

  @Test
  void finish_cutsOffWhoDoesNotRead_atTheDeadline() {
    TestCluster.Client reads = connect(1).get(0);
    TestCluster.Client stalled = node.connect("chat", "stalled");
    stalled.transport.stall();
    node.publish(node.gateway.toUser("chat", "stalled"), "never read");
    Drain real = inRealTime(Map.of("gateway.stop.deadline", "600ms"));
    long start = System.nanoTime();

    CompletableFuture.runAsync(real::finish).join();

    assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(500));
    assertThat(Stream.of(reads, stalled)).allMatch(client -> reasonOf(client).code() == 1012);
  }

  @Test
  void finish_isNotHurriedByAnInterrupt() {
    TestCluster.Client stalled = node.connect("chat", "stalled");
    stalled.transport.stall();
    node.publish(node.gateway.toUser("chat", "stalled"), "never read");
    Drain real = inRealTime(Map.of("gateway.stop.deadline", "500ms"));
    long start = System.nanoTime();

    CompletableFuture.runAsync(
            () -> {
              Thread.currentThread().interrupt();
              real.finish();
            })
        .join();

    assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(400));
  }

  @ParameterizedTest
  @CsvSource({"-1,1", "3600001,1", "0,0", "0,1000001"})
  void numbersOutOfBounds_areRefused(long millis, int pace) {
    assertThatThrownBy(() -> drain.start(Duration.ofMillis(millis), pace))
        .isInstanceOf(GatewayException.class)
        .hasMessageContaining("expected");
    assertThat(drain.isReady()).isTrue();
  }

  private Drain inRealTime(Map<String, String> values) {
    DrainConfig real = GatewayConfig.defaultsWith(values).drain();
    return new Drain(
        node.directory::connections, node.gateway::close, timers, () -> real, System::nanoTime);
  }

  private List<TestCluster.Client> connect(int count) {
    return IntStream.range(0, count).mapToObj(i -> node.connect("chat", "u" + i)).toList();
  }

  private static DisconnectReason reasonOf(TestCluster.Client client) {
    client.settle();
    assertThat(client.transport.closes).hasSize(1);
    return client.transport.closes.get(0);
  }

  private void pass(Duration time) {
    now.addAndGet(time.toNanos());
    timers.runDue();
    told.forEach(TestCluster::settle);
  }
}
