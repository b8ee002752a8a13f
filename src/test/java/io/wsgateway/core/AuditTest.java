package io.wsgateway.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.wsgateway.client.Eventually;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AuditTest {
  private static final Logger LOGGER = Logger.getLogger(Audit.LOGGER);

  private final List<String> lines = new CopyOnWriteArrayList<>();
  private final Handler handler = new Lines();
  private final Counters counters = new Counters();
  private final Audit audit = new Audit(counters);

  /** Keeps what is told, as a log file would have it. */
  private final class Lines extends Handler {
    @Override
    public void publish(LogRecord line) {
      lines.add(new SimpleFormatter().formatMessage(line));
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }

  @BeforeEach
  void listen() {
    handler.setLevel(Level.ALL);
    LOGGER.addHandler(handler);
    LOGGER.setLevel(Level.FINE);
  }

  @AfterEach
  void stop() {
    LOGGER.removeHandler(handler);
    LOGGER.setLevel(null);
  }

  @Test
  void refusal_isOneLine_andCounted() {
    audit.refused("connect", Refusal.ORIGIN, "address", "10.0.0.1", "user", null, "tries", 3);

    assertThat(lines)
        .containsExactly("refused what=\"connect\" reason=\"origin\" address=\"10.0.0.1\" tries=3");
    assertThat(counters.refusals(Refusal.ORIGIN)).isEqualTo(1);
  }

  @Test
  void namesOfOthers_cannotLookLikeMore() {
    String name = "a\" reason=\"ok\r\n\u0000\u0007\u009b\u2028\u202e\ud800" + "x".repeat(10_000);

    audit.changed("block", "user", name);

    assertThat(lines).hasSize(1);
    assertThat(lines.get(0))
        .hasSizeLessThan(300)
        .doesNotContainPattern("[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Zl}\\p{Zp}]")
        .startsWith("changed what=\"block\" user=\"a? reason=?ok?????")
        .endsWith("...\"");
  }

  @Test
  void flood_isBounded_andItsRestIsCounted() {
    IntStream.range(0, 5_000).parallel().forEach(i -> audit.refused("connect", Refusal.TOKEN));
    assertThat(counters.refusals(Refusal.TOKEN)).isEqualTo(5_000);

    // Nobody is refused any more, and it is told all the same.
    Eventually.await(
        "the rest is told",
        () -> {
          audit.tellRest();
          return told() == 5_000;
        });
    // As many as 20 in each second that this took.
    assertThat(lines).filteredOn(line -> !line.contains("more=")).hasSizeBetween(20, 200);
  }

  private long told() {
    return lines.stream()
        .mapToLong(
            line -> line.startsWith("refused more=") ? Long.parseLong(line.substring(13)) : 1)
        .sum();
  }

  @Test
  void flood_letsSomePassEachSecond() {
    AtomicLong now = new AtomicLong();
    Flood flood = new Flood(2, now::get);
    assertThat(IntStream.range(0, 5).filter(i -> flood.pass()).count()).isEqualTo(2);
    assertThat(flood.takeHeld()).as("the second is not over").isZero();

    now.set(1_000_000_000L);

    assertThat(flood.takeHeld()).isEqualTo(3);
    assertThat(flood.takeHeld()).isZero();
    assertThat(flood.pass()).isTrue();
  }

  @Test
  void push_isTold_withoutItsContent() {
    try (TestCluster cluster = new TestCluster(Map.of())) {
      TestCluster.Node node = cluster.newNode();
      TestCluster.Client bob = node.connect("chat", "bob");
      PublishOptions options = PublishOptions.NONE.from("ann").by("backend");
      Receipt receipt =
          Eventually.get(
              node.gateway.publish(
                  node.gateway.toUser("chat", "bob"), Payload.text("psst"), options));
      node.publish(node.gateway.toTopic("chat", "news"), "psst");
      node.publish(node.gateway.toAll("chat"), "psst");
      node.publish(node.gateway.toConnection("chat", bob.id()), "psst");

      assertThat(lines)
          .contains(
              "pushed to=\"user\" app=\"chat\" user=\"bob\" bytes=4 receipt="
                  + receipt.id()
                  + " from=\"ann\" connections=1 by=\"backend\"")
          .anyMatch(line -> line.startsWith("pushed to=\"topic\" app=\"chat\" topic=\"news\""))
          .anyMatch(line -> line.startsWith("pushed to=\"all\" app=\"chat\" bytes=4"))
          .anyMatch(line -> line.contains("connection=" + bob.id()))
          .hasSize(4)
          .noneMatch(line -> line.contains("psst"));
    }
  }

  @Test
  void pushThatIsRefused_isToldAsThat_andOthersAreNot_whenTheLevelIsOff() {
    try (TestCluster cluster = new TestCluster(Map.of("gateway.message.max-size", "1k"))) {
      TestCluster.Node node = cluster.newNode();
      Destination all = node.gateway.toAll("chat");
      try {
        node.publish(all, "x".repeat(2_000));
      } catch (GatewayException e) {
        assertThat(e.code()).isEqualTo(ErrorCode.TOO_LARGE);
      }
      LOGGER.setLevel(Level.INFO);
      node.publish(all, "x");

      assertThat(lines).allMatch(line -> !line.startsWith("pushed")).hasSize(1);
    }
  }

  @Test
  void blocks_areTold_whenTheyAreMadeAndTakenBack_once() {
    try (TestCluster cluster = new TestCluster(Map.of())) {
      TestCluster.Node a = cluster.newNode();
      cluster.newNode();
      cluster.introduceAll();
      Block.Target bob = new Block.OfUser(new Destination.OfUser("chat", "bob"));
      String id = a.gateway.blocks().add(bob, "spam", null, "backend").id();
      a.gateway.blocks().remove(id, "jmx");

      String what = " app=\"chat\" user=\"bob\" id=\"" + id + "\"";
      assertThat(lines)
          .containsExactly(
              "changed what=\"block\"" + what + " by=\"backend\"",
              "changed what=\"unblock\"" + what + " by=\"jmx\"");
    }
  }

  @Test
  void refusalOfAConnection_tellsWhoItWas_andNotItsToken() {
    try (TestCluster cluster = new TestCluster(Map.of())) {
      TestCluster.Node node = cluster.newNode();
      Block.Target bob = new Block.OfUser(new Destination.OfUser("chat", "bob"));
      node.gateway.blocks().add(bob, "", null, "test");
      Visitor visitor = new Visitor("10.0.0.1", "the-token", null, null, Set.of());
      TestCluster.Client client = new TestCluster.Client(node, visitor);
      lines.clear();
      try {
        node.gateway.bind(client.connection, "chat", "bob", Identity.CLAIMED);
      } catch (GatewayException e) {
        node.gateway.refuse(client.connection, e, Payload.text("no"));
      }

      assertThat(client.closes()).containsExactly("4008 blocked");
      assertThat(lines).noneMatch(line -> line.contains("the-token"));
      assertThat(lines.get(0))
          .startsWith("refused what=\"bind\" reason=\"blocked\" connection=" + client.id())
          .contains("dialect=\"text\" address=\"10.0.0.1\"")
          .endsWith("as=\"bob\"");
      assertThat(lines.get(1))
          .startsWith("closed reason=\"blocked\" code=4008 connection=" + client.id());
    }
  }
}
