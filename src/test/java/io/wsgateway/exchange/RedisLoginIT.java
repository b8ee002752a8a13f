package io.wsgateway.exchange;

import static io.wsgateway.exchange.MembershipContract.join;
import static org.assertj.core.api.Assertions.assertThat;

import io.wsgateway.client.Eventually;
import io.wsgateway.core.Destination;
import io.wsgateway.core.Destination.OfTopic;
import io.wsgateway.core.Exchange;
import io.wsgateway.core.Membership;
import io.wsgateway.server.RedisProcess;
import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import redis.clients.jedis.Jedis;

/**
 * A Redis that lets in a user who may do what the gateway needs, nothing dangerous, and only with
 * its own keys and channels.
 */
class RedisLoginIT {
  private static final Destination TOPIC = new OfTopic("shop", "news");
  private static final String LOGIN = "gate:p%40ss%3A%2Fw%25rd@";

  private static RedisProcess redis;
  private static SSLContext before;
  private static TestLine secure;
  private static ScriptedSentinel sentinel;
  private static ScriptedSentinel secureSentinel;

  @BeforeAll
  static void start(@TempDir Path directory) throws Exception {
    before = SSLContext.getDefault();
    SSLContext context = TestCertificate.context(directory, "san=ip:127.0.0.1");
    SSLContext.setDefault(context);
    redis = RedisProcess.start("of-the-administrator");
    secure = new TestLine(redis.port(), context.getServerSocketFactory());
    sentinel = new ScriptedSentinel().names(redis.port(), 1);
    secureSentinel = new ScriptedSentinel(context.getServerSocketFactory()).names(secure.port(), 1);
    try (Jedis jedis = new Jedis(redis.uri())) {
      jedis.aclSetUser(
          "gate",
          "on",
          ">p@ss:/w%rd",
          "~wsgateway:*",
          "resetchannels",
          "&wsgateway:*",
          "+@all",
          "-@dangerous");
    }
  }

  @AfterAll
  static void stop() {
    sentinel.close();
    secureSentinel.close();
    secure.close();
    redis.close();
    SSLContext.setDefault(before);
  }

  @AfterEach
  void nothingIsLeft() {
    assertThat(JoiningExchangeContract.gatewayThreads()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"redis", "rediss", "redis+sentinel", "rediss+sentinel"})
  void userPasswordAndDatabase_areThoseOfTheUri(String scheme) {
    RedisSetup setup = new RedisSetup(uri(scheme, LOGIN)).with("gateway.redis.timeout", "5s");
    Membership membership = setup.membership(InstantSource.system());
    try (TestNode a = new TestNode(1, setup.exchange()).startAndAwaitUp();
        TestNode b = new TestNode(2, setup.exchange()).startAndAwaitUp();
        Jedis jedis = new Jedis(redis.uri())) {
      b.wants(TOPIC);
      assertThat(a.publish(TOPIC, "hello").nodes()).isEqualTo(1);
      assertThat(b.take(1)).containsExactly("hello");
      assertThat(jedis.pubsubChannels()).contains("wsgateway:db3:topic:shop:news");

      membership.start(() -> {});
      setup.awaitDirect(membership);
      join(membership, "news", scheme);
      jedis.select(3);
      assertThat(jedis.zscore("wsgateway:users-in:shop:news", scheme)).isNotNull();
      assertThat(jedis.clientList()).contains("user=gate");
    } finally {
      membership.stop();
    }
  }

  @Test
  void wrongPassword_leavesTheNodeDegraded() {
    assertThatNobodyIsLetIn("gate:wrong@");
    assertThatNobodyIsLetIn("");
  }

  private static void assertThatNobodyIsLetIn(String login) {
    int connections = secure.connections();
    RedisSetup setup = new RedisSetup(uri("rediss", login)).with("gateway.redis.timeout", "5s");
    try (TestNode a = new TestNode(1, setup.exchange()).start()) {
      Eventually.await("it was tried", () -> secure.connections() > connections + 4);
      assertThat(a.exchange.state()).isEqualTo(Exchange.State.DEGRADED);
    }
  }

  private static URI uri(String scheme, String login) {
    URI place =
        switch (scheme) {
          case "redis" -> URI.create("redis://127.0.0.1:" + redis.port());
          case "rediss" -> URI.create("rediss://127.0.0.1:" + secure.port());
          case "redis+sentinel" -> ScriptedSentinel.uri(scheme, sentinel);
          default -> ScriptedSentinel.uri(scheme, secureSentinel);
        };
    return URI.create(place.toString().replace("://", "://" + login) + "/3");
  }
}
