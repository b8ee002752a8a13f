package io.wsgateway.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import io.wsgateway.client.Eventually;
import io.wsgateway.core.Destination;
import io.wsgateway.core.Destination.OfTopic;
import io.wsgateway.core.Exchange;
import io.wsgateway.core.Receipt;
import io.wsgateway.server.RedisProcess;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Redis behind TLS, which the line before it ends, with a certificate made for the test. */
class RedisTlsIT {
  private static final Destination TOPIC = new OfTopic("shop", "news");

  private SSLContext before;
  private RedisProcess redis;

  @TempDir Path directory;

  @BeforeEach
  void startRedis() throws Exception {
    before = SSLContext.getDefault();
    redis = RedisProcess.start();
  }

  @AfterEach
  void stopRedis() {
    SSLContext.setDefault(before);
    redis.close();
    assertThat(JoiningExchangeContract.gatewayThreads()).isEmpty();
  }

  @Test
  void trustedCertificate_joins() throws Exception {
    SSLContext context = context("san=ip:127.0.0.1,dns:localhost");
    SSLContext.setDefault(context);
    try (TestLine line = new TestLine(redis.port(), context.getServerSocketFactory());
        TestNode a = node(1, line, "127.0.0.1").startAndAwaitUp();
        TestNode b = node(2, line, "localhost").startAndAwaitUp()) {
      b.wants(TOPIC);
      assertThat(a.publish(TOPIC, "x".repeat(1 << 20)).nodes()).isEqualTo(1);
      assertThat(b.take(1).get(0)).hasSize(1 << 20);

      line.reset();
      Eventually.await("it is noticed", () -> a.exchange.state() == Exchange.State.DEGRADED);
      a.awaitUp();
    }
  }

  @Test
  void silence_isNoFailure() throws Exception {
    SSLContext context = context("san=ip:127.0.0.1");
    SSLContext.setDefault(context);
    try (TestLine line = new TestLine(redis.port(), context.getServerSocketFactory())) {
      URI uri = URI.create("rediss://127.0.0.1:" + line.port());
      RedisSetup quiet = new RedisSetup(uri).with("gateway.redis.ping-interval", "10s");
      try (TestNode a = new TestNode(1, quiet.exchange()).startAndAwaitUp()) {
        int connections = line.connections();
        long end = System.nanoTime() + Duration.ofMillis(1500).toNanos();
        Eventually.await("three time-outs pass", () -> System.nanoTime() - end > 0);
        assertThat(a.publish(TOPIC, "hello")).isEqualTo(Receipt.Reach.NONE);
        assertThat(line.connections()).isEqualTo(connections);
      }
    }
  }

  @Test
  void certificateForAnotherHost_staysDegraded() throws Exception {
    SSLContext context = context("san=dns:elsewhere.example");
    SSLContext.setDefault(context);
    assertThatNothingIsReached(context);
  }

  @Test
  void untrustedCertificate_staysDegraded() throws Exception {
    assertThatNothingIsReached(context("san=ip:127.0.0.1"));
  }

  @Test
  void stopWhileNothingIsAnswered_isQuick() throws Exception {
    SSLContext context = context("san=ip:127.0.0.1");
    SSLContext.setDefault(context);
    try (TestLine line = new TestLine(redis.port(), context.getServerSocketFactory())) {
      TestNode a = node(1, line, "127.0.0.1").startAndAwaitUp();
      redis.freeze();
      CompletionStage<Receipt.Reach> reach = a.publishAsync(TOPIC, "x".repeat(30 << 20));
      long start = System.nanoTime();
      a.close();
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(3));
      assertThat(reach.toCompletableFuture()).isCompleted();
    }
  }

  private void assertThatNothingIsReached(SSLContext context) {
    try (TestLine line = new TestLine(redis.port(), context.getServerSocketFactory());
        TestNode a = node(1, line, "127.0.0.1").start()) {
      Eventually.await("it was tried", () -> line.connections() > 2);
      assertThat(a.exchange.state()).isEqualTo(Exchange.State.DEGRADED);
      assertThat(a.publish(TOPIC, "hello")).isEqualTo(Receipt.Reach.LOST);
    }
  }

  private static TestNode node(int number, TestLine line, String host) {
    URI uri = URI.create("rediss://" + host + ":" + line.port());
    return new TestNode(number, new RedisSetup(uri).with("gateway.redis.timeout", "5s").exchange());
  }

  private SSLContext context(String extension) throws Exception {
    return TestCertificate.context(directory, extension);
  }
}
