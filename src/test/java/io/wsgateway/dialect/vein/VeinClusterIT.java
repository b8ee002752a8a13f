package io.wsgateway.dialect.vein;

import static org.assertj.core.api.Assertions.assertThat;

import io.wsgateway.client.RawWebSocket;
import io.wsgateway.server.GatewayWar;
import io.wsgateway.server.RedisProcess;
import io.wsgateway.wire.VeinSuite;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.OperateOnDeployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import redis.clients.jedis.Jedis;

/** Two nodes that are joined by Redis. */
@ArquillianTest
@RunAsClient
class VeinClusterIT {
  private static final RedisProcess REDIS = RedisProcess.start();

  @ArquillianResource
  @OperateOnDeployment("vein-r1")
  private URI first;

  @ArquillianResource
  @OperateOnDeployment("vein-r2")
  private URI second;

  private VeinBackEnd r1;
  private VeinBackEnd r2;

  @Deployment(name = "vein-r1", order = 1)
  static WebArchive first() {
    return GatewayWar.named("vein-r1", settings());
  }

  @Deployment(name = "vein-r2", order = 2)
  static WebArchive second() {
    return GatewayWar.named("vein-r2", settings());
  }

  private static Map<String, String> settings() {
    Map<String, String> settings = new HashMap<>(VeinSuite.APPS);
    settings.put("gateway.exchange", "redis");
    settings.put("gateway.redis.uri", REDIS.uri().toString());
    return settings;
  }

  @AfterAll
  static void stopRedis() {
    REDIS.close();
  }

  @BeforeEach
  void backEnds() {
    r1 = new VeinBackEnd(first);
    r2 = new VeinBackEnd(second);
  }

  @TestFactory
  Stream<DynamicTest> contract() {
    return VeinSuite.contract().node("r1", first).node("r2", second).tests();
  }

  @Test
  void aPush_isTakenOnce_byAllNodesTogether() {
    for (int i = 0; i < 20; i++) {
      Map<String, String> push = VeinBackEnd.signed("nobody", "{\"i\":" + i + "}");

      assertThat((i % 2 == 0 ? r1 : r2).post(push).text()).isEqualTo(VeinBackEnd.ACCEPTED);
      assertThat((i % 2 == 0 ? r2 : r1).post(push).text()).isEqualTo(VeinBackEnd.REFUSED);
    }
  }

  @Test
  void aPush_sentToBothNodesAtOnce_isTakenByOne() throws Exception {
    ExecutorService senders = Executors.newFixedThreadPool(8);
    try {
      for (int round = 0; round < 10; round++) {
        Map<String, String> push = VeinBackEnd.signed("nobody", "{}");
        var answers =
            IntStream.range(0, 8)
                .mapToObj(i -> senders.submit(() -> (i % 2 == 0 ? r1 : r2).post(push).text()))
                .toList();
        int accepted = 0;
        for (var answer : answers) {
          accepted += answer.get().equals(VeinBackEnd.ACCEPTED) ? 1 : 0;
        }
        assertThat(accepted).isEqualTo(1);
      }
    } finally {
      senders.shutdownNow();
    }
  }

  @Test
  void aMessage_hasTheSameIdAndTime_onBothNodes() {
    try (RawWebSocket one = r1.connect("same");
        RawWebSocket other = r2.connect("same")) {
      awaitHeard(r1, "same", other);
      r1.push("same", "{\"last\":1}");

      String text = textWith("\"last\"", one);
      assertThat(textWith("\"last\"", other)).isEqualTo(text);
    }
  }

  @Test
  void event2_reachesMembersOfTheTopicOnTheOtherNode() {
    try (RawWebSocket sender = r1.connect("speaker");
        RawWebSocket listener = r2.connect("listener");
        RawWebSocket registrar = RawWebSocket.open(second.resolve("connection"))) {
      registrar.send("reg:test:registrar").send("in:test:listener:hall").send("?:");
      registrar.expect("error msg format");
      long end = System.nanoTime() + Duration.ofSeconds(10).toNanos();
      while (System.nanoTime() < end) {
        sender.send("{\"to\":\"hall\",\"event\":2,\"data\":{\"k\":1}}");
        var heard = listener.next(Duration.ofMillis(200));
        if (heard.isPresent()) {
          assertThat(heard.get().text())
              .startsWith("{\"from\":\"speaker\",\"to\":\"hall\",\"event\":2,\"data\":{\"k\":1},");
          return;
        }
      }
      throw new AssertionError("nothing arrives in the hall");
    }
  }

  /** The original stops listening for ten seconds. */
  @Test
  void payloadsInRedisThatAreNotOurs_areSkipped() {
    try (RawWebSocket client = r2.connect("reader");
        Jedis jedis = new Jedis(REDIS.uri())) {
      awaitHeard(r1, "reader", client);

      for (String channel : jedis.pubsubChannels()) {
        jedis.publish(channel, "not ours");
        jedis.publish(channel, "{\"app_id\":\"test\",\"to\":\"reader\"}");
        jedis.publish(channel, "");
      }
      r1.push("reader", "{\"last\":2}");

      assertThat(textWith("\"last\"", client)).contains("\"data\":{\"last\":2}");
    }
  }

  /** Pushes until it arrives: the other node is subscribed a moment after the client is here. */
  private static void awaitHeard(VeinBackEnd from, String user, RawWebSocket to) {
    long end = System.nanoTime() + Duration.ofSeconds(10).toNanos();
    while (System.nanoTime() < end) {
      from.push(user, "{}");
      if (to.next(Duration.ofMillis(200)).isPresent()) {
        return;
      }
    }
    throw new AssertionError("no push to " + user + " arrives");
  }

  private static String textWith(String part, RawWebSocket client) {
    String text;
    do {
      text = VeinBackEnd.text(client);
    } while (!text.contains(part));
    return text;
  }
}
