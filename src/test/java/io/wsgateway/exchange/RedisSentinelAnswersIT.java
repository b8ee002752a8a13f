package io.wsgateway.exchange;

import static io.wsgateway.exchange.MembershipContract.join;
import static org.assertj.core.api.Assertions.assertThat;

import io.wsgateway.client.Eventually;
import io.wsgateway.core.Destination;
import io.wsgateway.core.Destination.OfTopic;
import io.wsgateway.core.Exchange;
import io.wsgateway.core.Membership;
import io.wsgateway.server.Ports;
import io.wsgateway.server.RedisProcess;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.stream.Collectors;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import redis.clients.jedis.Jedis;

/**
 * What nodes make of the answers of sentinels, which a test makes up, about masters, which are
 * real.
 */
class RedisSentinelAnswersIT {
  private static final Destination TOPIC = new OfTopic("shop", "news");

  private RedisProcess first;
  private RedisProcess second;
  private ScriptedSentinel sentinel;

  @BeforeEach
  void start() {
    first = RedisProcess.start();
    second = RedisProcess.start();
    sentinel = new ScriptedSentinel().names(first.port(), 1);
  }

  @AfterEach
  void stop() {
    sentinel.close();
    second.close();
    first.close();
    assertThat(JoiningExchangeContract.gatewayThreads()).isEmpty();
  }

  /** A sentinel would cut the connections to it; whoever demotes it by hand does not. */
  @Test
  void demotedMasterThatKeepsItsConnections_isLeft() {
    RedisSetup setup = new RedisSetup(ScriptedSentinel.uri("redis+sentinel", sentinel));
    Membership membership = setup.membership(InstantSource.system());
    try (TestNode a = new TestNode(1, setup.exchange()).startAndAwaitUp();
        TestNode b = new TestNode(2, setup.exchange()).startAndAwaitUp();
        Jedis old = new Jedis(first.uri());
        Jedis successor = new Jedis(second.uri())) {
      membership.start(() -> {});
      setup.awaitDirect(membership);
      b.wants(TOPIC);
      join(membership, "news", "anna");

      old.replicaof("127.0.0.1", second.port());
      sentinel.names(second.port(), 2);

      Eventually.await(
          "both nodes are subscribed at the successor",
          () -> successor.pubsubNumSub("wsgateway:nodes").get("wsgateway:nodes") == 2);
      a.awaitUp();
      b.awaitUp();
      setup.awaitDirect(membership);
      assertThat(a.publish(TOPIC, "hello").nodes()).isEqualTo(1);
      assertThat(b.take(1)).containsExactly("hello");
      join(membership, "news", "bob");
      assertThat(successor.zrange("wsgateway:users-in:shop:news", 0, -1)).contains("bob");
      assertThat(old.pubsubChannels()).isEmpty();
    } finally {
      membership.stop();
    }
  }

  /** Only a write tells that the master has become a replica: no ping is due for a minute. */
  @Test
  void writeRefusedByAReplica_isMadeAtTheMaster() {
    RedisSetup setup =
        new RedisSetup(ScriptedSentinel.uri("redis+sentinel", sentinel))
            .with("gateway.redis.ping-interval", "1m");
    Membership membership = setup.membership(InstantSource.system());
    try (Jedis old = new Jedis(first.uri());
        Jedis successor = new Jedis(second.uri())) {
      membership.start(() -> {});
      setup.awaitDirect(membership);
      old.replicaof("127.0.0.1", second.port());
      sentinel.names(second.port(), 2);

      join(membership, "news", "anna");

      Eventually.await(
          "it is there", () -> successor.zscore("wsgateway:users-in:shop:news", "anna") != null);
    } finally {
      membership.stop();
    }
  }

  @Test
  void sentinelThatStillNamesTheOldMaster_isNotBelievedForEver() {
    try (Jedis old = new Jedis(first.uri());
        ScriptedSentinel informed = new ScriptedSentinel().names(second.port(), 2)) {
      old.replicaof("127.0.0.1", second.port());
      RedisSetup setup = new RedisSetup(ScriptedSentinel.uri("redis+sentinel", sentinel, informed));
      try (TestNode a = new TestNode(1, setup.exchange()).startAndAwaitUp();
          Jedis successor = new Jedis(second.uri())) {
        assertThat(a.exchange.state()).isEqualTo(Exchange.State.UP);
        assertThat(successor.pubsubChannels()).contains("wsgateway:nodes");
      }
    }
  }

  @Test
  void sentinelThatKnowsAnOlderMaster_endsNoConnection() {
    try (ScriptedSentinel informed = new ScriptedSentinel().names(second.port(), 2)) {
      sentinel.answers("");
      RedisSetup setup =
          new RedisSetup(ScriptedSentinel.uri("redis+sentinel", sentinel, informed))
              .with("gateway.redis.ping-interval", "100ms");
      try (TestNode a = new TestNode(1, setup.exchange()).startAndAwaitUp();
          Jedis successor = new Jedis(second.uri())) {
        sentinel.names(first.port(), 1);
        int before = sentinel.questions();
        String connections = gatewayIds(successor);

        Eventually.await("it was asked", () -> sentinel.questions() > before + 10);
        assertThat(gatewayIds(successor)).isEqualTo(connections);
        assertThat(a.exchange.state()).isEqualTo(Exchange.State.UP);
      }
    }
  }

  private static String gatewayIds(Jedis jedis) {
    return jedis
        .clientList()
        .lines()
        .filter(line -> line.contains("name=wsgateway-"))
        .map(line -> line.split(" ")[0])
        .collect(Collectors.joining(" "));
  }

  @Test
  void sentinelsAway_whileTheMasterServes_changeNothing() {
    RedisSetup setup =
        new RedisSetup(ScriptedSentinel.uri("redis+sentinel", sentinel))
            .with("gateway.redis.ping-interval", "100ms");
    try (TestNode a = new TestNode(1, setup.exchange()).startAndAwaitUp();
        Jedis master = new Jedis(first.uri())) {
      String connections = gatewayIds(master);
      int before = sentinel.questions();
      sentinel.answers("-ERR No such master with that name\r\n");
      Eventually.await("it was asked", () -> sentinel.questions() > before + 10);
      assertThat(gatewayIds(master)).isEqualTo(connections);
      assertThat(a.publish(TOPIC, "hello").nodes()).isZero();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "*-1\r\n",
        "-ERR what?\r\n",
        "-NOAUTH Authentication required.\r\n",
        "$2\r\nhi\r\n",
        "*4\r\n$2\r\nip\r\n$9\r\n127.0.0.1\r\n$4\r\nport\r\n$4\r\nmain\r\n",
        "HTTP/1.1 400 Bad Request\r\n\r\n"
      })
  void sentinelThatDoesNotHelp_isPassedOver(String answer) {
    sentinel.answers(answer);
    RedisSetup alone = new RedisSetup(ScriptedSentinel.uri("redis+sentinel", sentinel));
    try (TestNode a = new TestNode(1, alone.exchange()).start()) {
      Eventually.await("it was asked", () -> sentinel.questions() > 3);
      assertThat(a.exchange.state()).isEqualTo(Exchange.State.DEGRADED);
    }
    try (ScriptedSentinel other = new ScriptedSentinel().names(first.port(), 1);
        TestNode a =
            new TestNode(
                    1,
                    new RedisSetup(ScriptedSentinel.uri("redis+sentinel", sentinel, other))
                        .exchange())
                .startAndAwaitUp()) {
      assertThat(a.exchange.state()).isEqualTo(Exchange.State.UP);
    }
  }

  @Test
  void sentinelThatIsNotThere_isPassedOver() {
    String text = ScriptedSentinel.uri("redis+sentinel", sentinel).toString();
    URI uri = URI.create(text.replace("//", "//127.0.0.1:" + Ports.free() + ","));
    try (TestNode a = new TestNode(1, new RedisSetup(uri).exchange()).startAndAwaitUp()) {
      assertThat(a.exchange.state()).isEqualTo(Exchange.State.UP);
    }
  }

  @Test
  void stopWhileASentinelIsSilent_isQuick() {
    sentinel.answers("");
    RedisSetup setup =
        new RedisSetup(ScriptedSentinel.uri("redis+sentinel", sentinel))
            .with("gateway.redis.timeout", "1m");
    TestNode a = new TestNode(1, setup.exchange()).start();
    Eventually.await("it was asked", () -> sentinel.questions() > 1);
    long start = System.nanoTime();
    a.close();
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(2));
  }

  @Test
  void tls_isSpokenWithSentinelsAndMaster(@TempDir Path directory) throws Exception {
    SSLContext before = SSLContext.getDefault();
    SSLContext context = TestCertificate.context(directory, "san=ip:127.0.0.1");
    SSLContext.setDefault(context);
    try (TestLine line = new TestLine(first.port(), context.getServerSocketFactory());
        ScriptedSentinel secure = new ScriptedSentinel(context.getServerSocketFactory())) {
      secure.names(line.port(), 1);
      RedisSetup setup =
          new RedisSetup(ScriptedSentinel.uri("rediss+sentinel", secure))
              .with("gateway.redis.timeout", "5s");
      try (TestNode a = new TestNode(1, setup.exchange()).startAndAwaitUp()) {
        assertThat(a.publish(TOPIC, "hello").nodes()).isZero();
        assertThat(line.connections()).isEqualTo(2);
      }
    } finally {
      SSLContext.setDefault(before);
    }
  }
}
