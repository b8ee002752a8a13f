package io.wsgateway.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import io.wsgateway.client.Eventually;
import io.wsgateway.core.Counters;
import io.wsgateway.core.Destination.OfUser;
import io.wsgateway.core.Receipt;
import io.wsgateway.server.QpidBroker;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of nodes when the line to their broker fails, or is not what it should be. */
class RabbitmqLineQpidIT extends RabbitmqNodes {
  private static QpidBroker broker;

  @TempDir Path directory;

  @BeforeAll
  static void startBroker() {
    broker = QpidBroker.start();
  }

  @AfterAll
  static void stopBroker() {
    broker.close();
  }

  private static RabbitmqSetup near() {
    return new RabbitmqSetup(broker.uri());
  }

  private static RabbitmqSetup behind(TestLine line) {
    return new RabbitmqSetup(broker.uri("amqp", "127.0.0.1", line.port()));
  }

  @Test
  void lineIsReset_connectsAgain() {
    try (TestLine line = new TestLine(broker.port())) {
      TestNode a = node(1, behind(line)).startAndAwaitUp();
      TestNode b = node(2, near()).startAndAwaitUp();
      a.wants(TOPIC);
      b.wants(TOPIC);
      for (int i = 0; i < 5; i++) {
        line.reset();
        awaitReaches(a, b);
        awaitReaches(b, a);
      }
    }
  }

  @Test
  void lineSwallowsEverything_isNoticedByBothConnections_andHealsByItself() {
    try (TestLine line = new TestLine(broker.port())) {
      RabbitmqSetup far = behind(line);
      TestNode a = node(1, far).startAndAwaitUp();
      TestNode b = node(2, near()).startAndAwaitUp();
      a.wants(TOPIC);
      b.wants(TOPIC);

      line.swallow(true);
      assertThat(a.publish(TOPIC, "lost")).isEqualTo(Receipt.Reach.LOST);
      assertThat(isDegraded(a)).isTrue();
      assertThat(a.publishAsync(TOPIC, "at once").toCompletableFuture())
          .isCompletedWithValue(Receipt.Reach.LOST);
      assertThat(far.counters.drops(Counters.Drop.EXCHANGE)).isEqualTo(2);
      // Two to begin with; each of them tries again.
      Eventually.await("both are noticed", SOON, () -> line.connections() >= 4);
      assertThat(isUp(b)).isTrue();
      line.swallow(false);

      awaitReaches(a, b);
      awaitReaches(b, a);
      Eventually.await("a is up", SOON, () -> isUp(a));
    }
  }

  @Test
  void silence_isNoFailure() {
    try (TestLine line = new TestLine(broker.port())) {
      TestNode a = node(1, behind(line).with("gateway.rabbitmq.timeout", "200ms"));
      a.startAndAwaitUp();
      int connections = line.connections();
      long end = System.nanoTime() + Duration.ofMillis(2500).toNanos();
      Eventually.await("heartbeats pass", () -> System.nanoTime() - end > 0);
      assertThat(a.publish(TOPIC, "hello")).isEqualTo(Receipt.Reach.NONE);
      assertThat(line.connections()).isEqualTo(connections);
    }
  }

  @Test
  void lineIsSlow_manyInterestsAreStillRestored_thoughMuchArrives() {
    try (TestLine line = new TestLine(broker.port())) {
      TestNode a = node(1, behind(line));
      TestNode b = node(2, near()).startAndAwaitUp();
      IntStream.range(0, 1_000).forEach(i -> a.exchange.interest(user(i)));
      line.slowTo(30_000);
      a.start();
      Eventually.await("a is bound", SOON, () -> b.publish(user(0), "hello").nodes() == 1);
      byte[] filling = new byte[1_000];
      IntStream.range(0, 50).forEach(i -> b.exchange.publish(user(0), filling));

      Eventually.await("a is up", Duration.ofSeconds(20), () -> isUp(a));
      assertThat(b.publish(user(999), "hello")).isEqualTo(SOME);
      assertThat(line.connections()).isEqualTo(2);
    }
  }

  @Test
  void tooMuchIsPending_isLostAndCountedAtOnce() {
    try (TestLine line = new TestLine(broker.port())) {
      RabbitmqSetup far = behind(line).with("gateway.rabbitmq.max-pending", "10");
      TestNode a = node(1, far).startAndAwaitUp();
      line.swallow(true);

      List<CompletionStage<Receipt.Reach>> stages =
          IntStream.range(0, 100).mapToObj(i -> a.publishAsync(TOPIC, "hello")).toList();

      assertThat(stages.stream().filter(stage -> !stage.toCompletableFuture().isDone()).count())
          .isLessThanOrEqualTo(10);
      assertThat(far.counters.drops(Counters.Drop.EXCHANGE)).isGreaterThanOrEqualTo(90);
      assertThat(stages.stream().map(Eventually::get)).containsOnly(Receipt.Reach.LOST);
      assertThat(far.counters.drops(Counters.Drop.EXCHANGE)).isEqualTo(100);
    }
  }

  @Test
  void uninterest_isTakenBackWhenInterestReturnsSoon() {
    TestNode a = node(1, near()).startAndAwaitUp();
    TestNode b = node(2, near().exchange(Duration.ofSeconds(1))).startAndAwaitUp();
    OfUser kept = user(1);
    for (int i = 0; i < 20; i++) {
      b.wants(kept);
      assertThat(a.publish(kept, "wanted")).isEqualTo(SOME);
      b.exchange.uninterest(kept);
      assertThat(a.publish(kept, "not wanted")).isEqualTo(SOME);
    }
    b.wants(user(2));
    b.exchange.uninterest(user(2));
    b.wants(user(2));

    Eventually.await("it is given up", () -> a.publish(kept, "no").equals(Receipt.Reach.NONE));
    assertThat(a.publish(user(2), "hello")).isEqualTo(SOME);
    Eventually.await("it arrives", () -> b.takeAll().contains("hello"));
  }

  @Test
  void wrongPassword_staysDegraded_andIsNotLogged() {
    URI wrong = URI.create("amqp://tester:my-secret@127.0.0.1:" + broker.port());
    try (LogLines log = new LogLines()) {
      TestNode a = node(1, new RabbitmqSetup(wrong)).start();
      Eventually.await("it is told", () -> !log.all().isEmpty());
      assertThat(a.publish(TOPIC, "hello")).isEqualTo(Receipt.Reach.LOST);
      assertThat(isDegraded(a)).isTrue();
      assertThat(log.all()).hasSize(1);
      assertThat(log.all().get(0)).contains("is away").doesNotContain("my-secret");
    }
  }

  @Test
  void exchangesKeepGatewaysApart() {
    TestNode a = node(1, near()).startAndAwaitUp();
    TestNode other = node(2, near().with("gateway.rabbitmq.exchange", "other")).startAndAwaitUp();
    other.wants(TOPIC);
    assertThat(a.publish(TOPIC, "hello")).isEqualTo(Receipt.Reach.NONE);
  }

  @Test
  void trustedCertificate_joins() throws Exception {
    SSLContext before = SSLContext.getDefault();
    SSLContext context = TestCertificate.context(directory, "san=ip:127.0.0.1,dns:localhost");
    SSLContext.setDefault(context);
    try (TestLine line = new TestLine(broker.port(), context.getServerSocketFactory())) {
      TestNode a = node(1, encrypted("127.0.0.1", line)).startAndAwaitUp();
      TestNode b = node(2, encrypted("localhost", line)).startAndAwaitUp();
      b.wants(TOPIC);
      assertThat(a.publish(TOPIC, "x".repeat(1 << 20))).isEqualTo(SOME);
      assertThat(b.take(1).get(0)).hasSize(1 << 20);

      line.reset();
      Eventually.await("it is noticed", () -> isDegraded(a));
      Eventually.await("a is up", SOON, () -> isUp(a));
    } finally {
      SSLContext.setDefault(before);
    }
  }

  @Test
  void certificateForAnotherHost_orNotTrusted_staysDegraded() throws Exception {
    SSLContext before = SSLContext.getDefault();
    SSLContext context = TestCertificate.context(directory, "san=dns:elsewhere.example");
    try (TestLine line = new TestLine(broker.port(), context.getServerSocketFactory())) {
      TestNode a = node(1, encrypted("127.0.0.1", line)).start();
      Eventually.await("it was tried", () -> line.connections() > 2);
      assertThat(isDegraded(a)).isTrue();
      SSLContext.setDefault(context);
      int tried = line.connections();
      Eventually.await("it was tried again", () -> line.connections() > tried + 2);
      assertThat(a.publish(TOPIC, "hello")).isEqualTo(Receipt.Reach.LOST);
    } finally {
      SSLContext.setDefault(before);
    }
  }

  private static RabbitmqSetup encrypted(String host, TestLine line) {
    return new RabbitmqSetup(broker.uri("amqps", host, line.port()))
        .with("gateway.rabbitmq.timeout", "5s");
  }
}
