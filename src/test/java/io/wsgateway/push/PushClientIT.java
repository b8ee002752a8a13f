package io.wsgateway.push;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.wsgateway.client.Event;
import io.wsgateway.client.Eventually;
import io.wsgateway.client.RawWebSocket;
import io.wsgateway.server.GatewayWar;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;

/** The push client with a real gateway, which asks for keys, and real clients of that. */
@ArquillianTest
@RunAsClient
class PushClientIT {
  private static final String SHOWN = "shown-0123456789abcdef";
  private static final String SIGNING = "nicht gezeigt: ü-0123456789";

  @ArquillianResource private URI base;

  @Deployment
  static WebArchive war() {
    return GatewayWar.named(
        "push-client",
        Map.of(
            "gateway.keys", "shown,signing,reader,slow",
            "gateway.key.shown.secret", SHOWN,
            "gateway.key.signing.secret", SIGNING,
            "gateway.key.signing.signed", "true",
            "gateway.key.reader.secret", "reader-0123456789abcdef",
            "gateway.key.reader.scopes", "read",
            "gateway.key.slow.secret", "slow-0123456789abcdef",
            "gateway.key.slow.rate", "2"));
  }

  @Test
  void messages_reachWhomTheyAreFor() {
    try (PushClient gateway = shown("targets");
        RawWebSocket ann = client("targets", "ann");
        RawWebSocket bob = client("targets", "bob")) {
      gateway.join("ann", "news");
      gateway.join("bob", "sp/ort");
      long toAnn = gateway.user("ann").connections().get(0);
      long toBob = gateway.user("bob").connections().get(0);

      Receipt receipt = gateway.pushToUser("ann", "1 \"世\"\n😀");
      assertThat(receipt.connections()).hasValue(1);
      assertThat(receipt.trust()).isEqualTo(Receipt.Trust.EXACT);
      assertThat(receipt.id()).isPresent();
      gateway.pushToTopic("news", "2");
      gateway.pushToConnection(toAnn, "3");
      gateway.pushToAll("4");
      gateway.push(text(Target.users(List.of("bob", "ann")), "5"));
      gateway.push(text(Target.topics(List.of("sp/ort", "news")), "6"));
      gateway.push(text(Target.connections(List.of(toAnn, toBob)), "7"));
      gateway.push(text(Target.all(), "8").exceptUsers(List.of("bob")).from("bob"));
      gateway.push(text(Target.all(), "9").exceptConnections(List.of(toAnn)));
      assertThat(gateway.pushToUser("nobody", "x").reachedNobody()).isTrue();
      gateway.pushToAll("last");

      for (String said : List.of("1 \"世\"\n😀", "2", "3", "4", "5", "6", "7", "8", "last")) {
        ann.expect(said);
      }
      for (String said : List.of("4", "5", "6", "7", "9", "last")) {
        bob.expect(said);
      }
    }
  }

  @Test
  void bytes_reachThoseWhoTakeThem() {
    try (PushClient gateway = shown("default");
        RawWebSocket raw = RawWebSocket.open(base.resolve("raw"))) {
      Eventually.await("the client is there", () -> gateway.app().connections() > 0);
      gateway.push(Message.binary(Target.all(), new byte[] {0, 1, -1}));

      // Hello is what the application says by itself.
      assertThat(raw.next(Duration.ofSeconds(5), java.util.Set.of(Event.Kind.BINARY)))
          .contains(new Event(Event.Kind.BINARY, "0001ff", 0));
    }
  }

  @Test
  void batch_isPushedInOrder_whateverItsLength_andOnceIfItIsRepeated() {
    try (PushClient gateway = shown("batch");
        RawWebSocket ann = client("batch", "ann")) {
      List<Message> messages =
          IntStream.range(0, 1_050).mapToObj(i -> text(Target.user("ann"), "" + i)).toList();
      List<BatchResult> results = gateway.pushBatch(messages, "night");
      assertThat(gateway.pushBatch(messages, "night")).isEqualTo(results);
      List<BatchResult> mixed =
          gateway.pushBatch(List.of(text(Target.user(""), "x"), text(Target.user("ann"), "last")));

      assertThat(results).hasSize(1_050).allMatch(BatchResult::isPushed);
      assertThat(mixed.get(0).problem().orElseThrow().code()).isEqualTo("bad-name");
      for (int i = 0; i < 1_050; i++) {
        ann.expect("" + i);
      }
      ann.expect("last");
    }
  }

  @Test
  void schedules_arriveInTime_orAreTakenBack() {
    try (PushClient gateway = shown("later");
        RawWebSocket ann = client("later", "ann")) {
      Schedule never = gateway.schedule(text(Target.user("ann"), "never"), Duration.ofHours(1));
      gateway.schedule(text(Target.user("ann"), "soon"), Instant.now().plusMillis(300));

      assertThat(gateway.scheduled(never.id())).contains(never);
      assertThat(never.due()).isAfter(Instant.now().plusSeconds(3_000));
      assertThat(gateway.cancel(never.id())).isTrue();
      assertThat(gateway.cancel(never.id())).isFalse();
      assertThat(gateway.scheduled(never.id())).isEmpty();
      ann.expect("soon");
    }
  }

  @Test
  void whoIsThere_isTold_andChanged() {
    try (PushClient gateway = shown("queries");
        RawWebSocket ann = client("queries", "ann");
        RawWebSocket bob = client("queries", "bob");
        RawWebSocket eve = client("queries", "eve 2")) {
      long toEve = gateway.user("eve 2").connections().get(0);
      long id = gateway.user("ann").connections().get(0);
      gateway.join("ann", "news");
      gateway.join("away", "news");
      assertThat(gateway.joinConnection(id, "sport")).isTrue();
      assertThat(gateway.joinConnection(1, "sport")).isFalse();

      assertThat(gateway.isOnline("ann")).isTrue();
      assertThat(gateway.isOnline("away")).isFalse();
      Page<String> first = gateway.users(1, Page.START);
      assertThat(first.items()).containsExactly("ann");
      assertThat(gateway.users(1, first.next().orElseThrow()).items()).containsExactly("bob");
      assertThat(gateway.connections(10, Page.START).items()).hasSize(3).contains(id);
      assertThat(gateway.topics(10, Page.START).items())
          .containsExactly(new TopicCount("news", 1), new TopicCount("sport", 1));
      assertThat(gateway.usersIn("news", 10, Page.START).items()).containsExactly("ann", "away");
      assertThat(gateway.connectionsIn("sport", 10, Page.START).items()).containsExactly(id);
      assertThat(gateway.topic("news").connections()).isEqualTo(1);
      assertThat(gateway.app().users()).isEqualTo(3);
      assertThat(gateway.nodes()).isNotEmpty();

      assertThat(gateway.setInfo(id, Map.of("device", "phone", "a", "b"))).isTrue();
      assertThat(gateway.mergeInfo(id, Map.of("a", "ü"))).isTrue();
      assertThat(gateway.mergeInfo(1, Map.of())).isFalse();
      assertThat(gateway.info(id)).contains(Map.of("device", "phone", "a", "ü"));
      assertThat(gateway.connection(id).orElseThrow().user()).contains("ann");
      assertThat(gateway.connection(1)).isEmpty();
      assertThat(gateway.bind(id, "eve")).isTrue();
      assertThat(gateway.isOnline("eve")).isTrue();
      assertThat(gateway.unbind(1)).isFalse();

      assertThat(gateway.leaveConnection(id, "sport")).isTrue();
      assertThat(gateway.leaveConnection(id, "sport")).isFalse();
      gateway.leave("away", "news");
      assertThat(gateway.usersIn("news", 10, Page.START).items()).doesNotContain("away");
      gateway.join("bob", "chess");
      assertThat(gateway.disband("chess").connections()).isEqualTo(1);
      assertThat(gateway.close(id, 4000, "enough & more")).isTrue();
      assertThat(gateway.closeUser("bob", 4001, "").connections()).isEqualTo(1);
      assertThat(gateway.unbind(toEve)).isTrue();
      assertThat(gateway.isOnline("eve 2")).isFalse();
      assertThat(ann.expectClose(4000).text()).isEqualTo("enough & more");
      bob.expectClose(4001);
      eve.expectNothingFor(Duration.ofMillis(1));
    }
  }

  @Test
  void async_doesTheSame() {
    try (PushClient gateway = shown("async");
        RawWebSocket ann = client("async", "ann")) {
      AsyncPushClient async = gateway.async();
      Eventually.get(
          async
              .pushToUser("ann", "1")
              .thenCompose(one -> async.join("ann", "news"))
              .thenCompose(joined -> async.pushToTopic("news", "2"))
              .thenCompose(two -> async.pushBatch(List.of(text(Target.all(), "3")))));

      ann.expect("1").expect("2").expect("3");
    }
  }

  @Test
  void signedRequests_areAccepted_andTheSecretIsNot() {
    try (PushClient gateway = builder("signed / ü").signedBy("signing", SIGNING).build();
        RawWebSocket ann = client("signed / ü", "ann")) {
      gateway.pushToUser("ann", "signed ü");
      gateway.join("ann", "a topic/with everything?&#");
      assertThat(gateway.usersIn("a topic/with everything?&#", 5, Page.START).items())
          .containsExactly("ann");
      ann.expect("signed ü");
    }
    try (PushClient wrong = builder("x").signedBy("signing", SIGNING + "x").build();
        PushClient none = builder("x").build()) {
      assertThat(refused(wrong).code()).isEqualTo("unauthorized");
      assertThat(refused(wrong).detail()).contains("X-Gateway-Signature");
      assertThat(refused(none).status()).isEqualTo(401);
    }
  }

  @Test
  void keys_haveScopesAndRates() {
    try (PushClient reader = builder("scopes").key("reader-0123456789abcdef").build();
        PushClient slow = builder("scopes").key("slow-0123456789abcdef").build()) {
      assertThat(reader.isOnline("ann")).isFalse();
      assertThat(refused(reader).code()).isEqualTo("forbidden");

      long start = System.nanoTime();
      for (int i = 0; i < 4; i++) {
        slow.pushToAll("" + i);
      }
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(700));
    }
  }

  @Test
  void lostAnswers_areAskedForAgain_andThePushArrivesOnce() {
    for (boolean signed : new boolean[] {false, true}) {
      String app = "lost-" + signed;
      try (LossyProxy proxy = new LossyProxy(base, 2);
          PushClient gateway = through(proxy, app, signed);
          RawWebSocket ann = client(app, "ann")) {
        Receipt receipt = gateway.pushToUser("ann", "once");
        gateway.pushToUser("ann", "next");

        assertThat(receipt.connections()).hasValue(1);
        assertThat(proxy.requests()).hasSize(4);
        ann.expect("once").expect("next");
      }
    }
  }

  private PushClient through(LossyProxy proxy, String app, boolean signed) {
    String path = base.getPath().replaceAll("/+$", "");
    PushClientBuilder builder =
        PushClient.builder().uri(proxy.address() + path).app(app).retries(ScriptedGateway.FAST);
    return (signed ? builder.signedBy("signing", SIGNING) : builder.key(SHOWN)).build();
  }

  private static PushException refused(PushClient client) {
    return catchThrowableOfType(PushException.class, () -> client.pushToAll("x"));
  }

  private PushClient shown(String app) {
    return builder(app).key(SHOWN).build();
  }

  private PushClientBuilder builder(String app) {
    return PushClient.builder().uri(base).app(app);
  }

  private static Message text(Target target, String text) {
    return Message.text(target, text);
  }

  /** One that is there when this returns, since what is no message is answered in its turn. */
  private RawWebSocket client(String app, String user) {
    RawWebSocket client = RawWebSocket.open(base.resolve("connection"));
    return client.send("reg:" + app + ":" + user).send("?").expect("error msg format");
  }
}
