package io.wsgateway.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import io.wsgateway.client.Eventually;
import io.wsgateway.core.Destination;
import io.wsgateway.core.Destination.OfTopic;
import io.wsgateway.core.Exchange;
import io.wsgateway.core.Receipt;
import io.wsgateway.server.RedisProcess;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Redis behind TLS, which the line before it ends, with a certificate made for the test. */
class RedisTlsIT {
  private static final Destination TOPIC = new OfTopic("shop", "news");
  private static final String PASSWORD = "of-this-test";

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

  /** Shows a new certificate, and trusts it alone. */
  private SSLContext context(String extension) throws Exception {
    Path file = directory.resolve("keys.p12");
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "redis",
                "-keyalg",
                "EC",
                "-dname",
                "CN=test",
                "-validity",
                "2",
                "-ext",
                extension,
                "-storetype",
                "PKCS12",
                "-keystore",
                file.toString(),
                "-storepass",
                PASSWORD)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    assertThat(keytool.waitFor()).isZero();
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(file)) {
      keys.load(in, PASSWORD.toCharArray());
    }
    KeyManagerFactory own = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    own.init(keys, PASSWORD.toCharArray());
    KeyStore certificates = KeyStore.getInstance("PKCS12");
    certificates.load(null, null);
    certificates.setCertificateEntry("redis", keys.getCertificate("redis"));
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(certificates);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(own.getKeyManagers(), trust.getTrustManagers(), null);
    return context;
  }
}
