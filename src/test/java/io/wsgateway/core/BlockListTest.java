package io.wsgateway.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wsgateway.client.Eventually;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Who is blocked on one node is out on all of them. */
class BlockListTest {
  private static final Block.Target BOB = new Block.OfUser(new Destination.OfUser("chat", "bob"));
  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

  private final TestCluster cluster = new TestCluster(Map.of("gateway.blocks.max-entries", "1500"));
  private final TestCluster.Node a = cluster.newNode();
  private final TestCluster.Node b = cluster.newNode();

  /** Thousands of lines that nobody reads. */
  @BeforeAll
  static void hush() {
    Logger.getLogger(Audit.LOGGER).setLevel(Level.OFF);
  }

  @AfterAll
  static void speakAgain() {
    Logger.getLogger(Audit.LOGGER).setLevel(null);
  }

  @AfterEach
  void stop() {
    cluster.close();
  }

  @Test
  void userThatIsBlocked_isClosedOnAllNodes_andRefusedOnAll() {
    cluster.introduceAll();
    TestCluster.Client here = a.connect("chat", "bob");
    TestCluster.Client there = b.connect("chat", "bob");
    TestCluster.Client ann = b.connect("chat", "ann");
    TestCluster.Client namesake = b.connect("shop", "bob");

    block(a, BOB, "spam");

    assertThat(here.closes()).containsExactly("4008 spam");
    assertThat(there.closes()).containsExactly("4008 spam");
    assertThat(ann.closes()).isEmpty();
    assertThat(namesake.closes()).isEmpty();
    assertRefused(() -> a.connect("chat", "bob"), 4008, "spam");
    assertRefused(() -> b.connect("chat", "bob"), 4008, "spam");
    assertThat(a.counters.refusals(Refusal.BLOCKED)).isEqualTo(1);
    assertThat(b.counters.refusals(Refusal.BLOCKED)).isEqualTo(1);
  }

  @Test
  void addressThatIsBlocked_isClosed_andTurnedAwayWhenItConnects() {
    TestCluster.Client inside = a.connectFrom("10.1.2.3");
    TestCluster.Client outside = a.connectFrom("11.1.2.3");
    TestCluster.Client sixth = a.connectFrom("2001:db8:0:0:0:0:0:1");

    block(a, new Block.OfAddress(Network.parse("10.0.0.0/8")), "");
    block(a, new Block.OfAddress(Network.parse("2001:db8::/32")), "");

    assertThat(inside.closes()).containsExactly("4008 blocked");
    assertThat(sixth.closes()).containsExactly("4008 blocked");
    assertThat(outside.closes()).isEmpty();
    for (String address : List.of("10.255.0.1", "::ffff:10.0.0.1", "2001:db8:ffff::7%eth0")) {
      assertRefused(() -> a.connectFrom(address), 4008, "blocked");
    }
    for (String address : List.of("9.255.255.255", "2001:db9::1", "", "unknown")) {
      assertThat(a.connectFrom(address).closes()).isEmpty();
    }
  }

  @Test
  void tokenThatIsBlocked_isRefused_andNoOther() {
    TestCluster.Client bound = a.connect("chat", "bob", token("t1", NOON));

    block(a, new Block.OfToken("chat", "t1"), "revoked");

    assertThat(bound.closes()).containsExactly("4008 revoked");
    assertRefused(() -> a.connect("chat", "bob", token("t1", NOON)), 4008, "revoked");
    assertThat(a.connect("chat", "bob", token("t2", NOON)).closes()).isEmpty();
    assertThat(a.connect("chat", "bob", token(null, NOON)).closes()).isEmpty();
    assertThat(a.connect("shop", "bob", token("t1", NOON)).closes()).isEmpty();
  }

  @Test
  void tokensIssuedBeforeATime_areRefused_andThoseThatDoNotSayWhen() {
    TestCluster.Client old = a.connect("chat", "bob", token("t", NOON.minusSeconds(1)));
    TestCluster.Client fresh = a.connect("chat", "bob", token("t", NOON));

    block(a, new Block.OfOlderTokens("chat", null, NOON), "");

    assertThat(old.closes()).containsExactly("4008 blocked");
    assertThat(fresh.closes()).isEmpty();
    assertRefused(
        () -> a.connect("chat", "eve", token("t", NOON.minusSeconds(1))), 4008, "blocked");
    assertRefused(() -> a.connect("chat", "eve", token("t", null)), 4008, "blocked");
    assertThat(a.connect("chat", "eve", Identity.CLAIMED).closes()).isEmpty();
  }

  @Test
  void tokensOfOneUser_issuedBeforeATime_areRefused_whateverElseIsBlocked() {
    block(a, new Block.OfOlderTokens("chat", "bob", NOON), "");
    Block.OfOlderTokens earlier = new Block.OfOlderTokens("chat", "bob", NOON.minusSeconds(60));
    String id = block(a, earlier, "").id();
    a.gateway.blocks().remove(id, "test");

    Identity old = token(null, NOON.minusSeconds(1));
    assertRefused(() -> a.connect("chat", "bob", old), 4008, "blocked");
    assertThat(a.connect("chat", "eve", old).closes()).isEmpty();
  }

  @Test
  void unblocked_isLetInAgain_onAllNodes() {
    cluster.introduceAll();
    String id = block(a, BOB, "").id();

    assertThat(b.gateway.blocks().remove(id, "test")).isTrue();
    assertThat(b.gateway.blocks().remove(id, "test")).isFalse();

    assertThat(a.connect("chat", "bob").closes()).isEmpty();
    assertThat(b.connect("chat", "bob").closes()).isEmpty();
  }

  @Test
  void blockThatEnds_holdsNoLonger_andIsForgotten() {
    a.gateway.blocks().add(BOB, "", Instant.now().plusMillis(300), "test");
    assertRefused(() -> a.connect("chat", "bob"), 4008, "blocked");

    Eventually.await("it has ended", () -> isLetIn(a, "bob"));
    a.gateway.blocks().tick();

    assertThat(a.gateway.blocks().size()).isZero();
    assertThat(ids(a)).isEmpty();
  }

  @Test
  void blockedAgain_hasTheLaterReasonAndEnd() {
    Instant end = Instant.now().plusSeconds(60).truncatedTo(ChronoUnit.MILLIS);
    block(a, BOB, "first");
    a.gateway.blocks().add(BOB, "second", end, "test");

    assertThat(a.gateway.blocks().list(Page.FIRST).items())
        .singleElement()
        .satisfies(
            block -> {
              assertThat(block.reason()).isEqualTo("second");
              assertThat(block.expires()).isEqualTo(end);
            });
  }

  @Test
  void nodeThatComesLater_learnsAllBlocks_howeverMany() {
    IntStream.range(0, 1_200).forEach(i -> block(a, user("user" + i), ""));
    TestCluster.Node c = cluster.newNode();
    TestCluster.Client early = c.connect("chat", "user7");

    cluster.introduceAll();

    assertThat(c.gateway.blocks().size()).isEqualTo(1_200);
    assertThat(early.closes()).containsExactly("4008 blocked");
    assertThat(ids(c)).isEqualTo(ids(a));
  }

  @Test
  void unblock_isNotUndone_byANodeThatHasNotHeardOfIt() {
    cluster.introduceAll();
    String id = block(a, BOB, "").id();
    b.freeze();
    a.gateway.blocks().remove(id, "test");
    assertThat(isLetIn(b, "bob")).isFalse();

    b.thaw();
    meetAgain();

    assertThat(isLetIn(a, "bob")).isTrue();
    assertThat(isLetIn(b, "bob")).isTrue();
  }

  @Test
  void blockAfterAnUnblock_counts_evenIfTheClockStoodStill() {
    cluster.introduceAll();
    for (int i = 0; i < 20; i++) {
      String id = block(a, BOB, "").id();
      b.gateway.blocks().remove(id, "test");
    }
    block(b, BOB, "");

    assertThat(isLetIn(a, "bob")).isFalse();
    assertThat(isLetIn(b, "bob")).isFalse();
  }

  @Test
  void whatWasBlocked_whileTheLineWasCut_isToldWhenItIsBack() {
    cluster.introduceAll();
    a.degrade(true);
    b.freeze();
    a.gateway.blocks().tick();
    block(a, BOB, "");
    b.thaw();
    a.degrade(false);
    assertThat(isLetIn(b, "bob")).isTrue();

    a.gateway.blocks().tick();

    assertThat(isLetIn(b, "bob")).isFalse();
  }

  @Test
  void whatOthersBlocked_whileTheLineWasCut_isAskedForWhenItIsBack() {
    cluster.introduceAll();
    a.degrade(true);
    a.freeze();
    a.gateway.blocks().tick();
    block(b, BOB, "");
    a.thaw();
    a.degrade(false);

    a.gateway.blocks().tick();

    assertThat(isLetIn(a, "bob")).isFalse();
  }

  @Test
  void connectionThatComesInWhileABlockIsMade_isClosedSoon() {
    TestCluster.Client bob = a.connect("chat", "eve");
    block(a, BOB, "");
    // As if it had passed the check just before.
    bob.connection.setUser(new Destination.OfUser("chat", "bob"));
    assertThat(bob.closes()).isEmpty();

    cluster.pass(Duration.ofSeconds(1));

    assertThat(bob.closes()).containsExactly("4008 blocked");
  }

  @Test
  void moreThanThereMayBe_isRefused_butWhatIsThereCanBeChanged() {
    IntStream.range(0, 1_500).forEach(i -> block(a, user("user" + i), ""));

    assertThatThrownBy(() -> block(a, BOB, ""))
        .isInstanceOfSatisfying(
            GatewayException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.LIMIT));
    assertThat(block(a, user("user7"), "why").reason()).isEqualTo("why");
  }

  @Test
  void whatCannotBe_isRefused() {
    Instant past = Instant.now().minusSeconds(1);
    Stream.<ThrowingCallable>of(
            () -> block(a, user(""), ""),
            () -> block(a, new Block.OfUser(new Destination.OfUser("", "bob")), ""),
            () -> block(a, new Block.OfToken("chat", ""), ""),
            () -> block(a, new Block.OfToken("chat", "a\tb"), ""),
            () -> block(a, new Block.OfOlderTokens("chat", "a\nb", NOON), ""),
            () -> block(a, new Block.OfOlderTokens("chat", null, Instant.MAX), ""),
            () -> block(a, BOB, "a\nb"),
            () -> block(a, BOB, "ä".repeat(62)),
            () -> a.gateway.blocks().add(BOB, "", past, "test"),
            () -> a.gateway.blocks().add(BOB, "", Instant.MAX, "test"))
        .forEach(call -> assertThatThrownBy(call).isInstanceOf(GatewayException.class));
    assertThat(a.gateway.blocks().size()).isZero();
  }

  @Test
  void list_isPaged_byId() {
    IntStream.range(0, 25).forEach(i -> block(a, user("user" + i), ""));
    List<String> seen = new ArrayList<>();
    String after = null;
    do {
      Slice<Block> page = a.gateway.blocks().list(new Page(10, after));
      page.items().forEach(block -> seen.add(block.id()));
      after = page.next();
    } while (after != null);

    assertThat(seen)
        .hasSize(25)
        .isSorted()
        .doesNotHaveDuplicates()
        .allMatch(id -> id.length() == 20);
  }

  private static Block block(TestCluster.Node node, Block.Target target, String reason) {
    return node.gateway.blocks().add(target, reason, null, "test");
  }

  private static Block.Target user(String name) {
    return new Block.OfUser(new Destination.OfUser("chat", name));
  }

  private static Identity token(String id, Instant issued) {
    return new Identity(true, Set.of(), Map.of(), null, issued, id);
  }

  private static List<String> ids(TestCluster.Node node) {
    return node.gateway.blocks().list(new Page(Page.MAX, null)).items().stream()
        .map(Block::id)
        .toList();
  }

  private static boolean isLetIn(TestCluster.Node node, String user) {
    try {
      node.connect("chat", user).disconnect();
      return true;
    } catch (GatewayException e) {
      return false;
    }
  }

  /** As nodes do that took each other for gone. */
  private void meetAgain() {
    a.gateway.cluster().gone(b.number());
    b.gateway.cluster().gone(a.number());
    cluster.introduceAll();
  }

  private static void assertRefused(ThrowingCallable call, int code, String text) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            GatewayException.class,
            e -> {
              assertThat(e.code()).isEqualTo(ErrorCode.FORBIDDEN);
              assertThat(e.refusal()).isEqualTo(Refusal.BLOCKED);
              assertThat(e.close()).isNotNull();
              assertThat(e.close().code()).isEqualTo(code);
              assertThat(e.close().text()).isEqualTo(text);
            });
  }
}
