package io.wsgateway.dialect.gm;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.wsgateway.client.HttpAnswer;
import io.wsgateway.client.HttpCalls;
import io.wsgateway.client.RawWebSocket;
import io.wsgateway.server.EveryServer;
import io.wsgateway.server.GatewayWar;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What users of the gm dialect rely on beyond the recorded cases. */
@ArquillianTest
@RunAsClient
@EveryServer
class GmIT {
  @ArquillianResource private URI base;

  @Deployment
  static WebArchive war() {
    return GatewayWar.atRoot(
        Map.of(
            "gateway.gm.max-message-size",
            "64k",
            "gateway.message.max-size",
            "32k",
            "gateway.name.max-length",
            "50"));
  }

  @Test
  void severalConnectionsOfOneId_allReceive() {
    try (GmClient phone = bound("'several'");
        GmClient laptop = bound("'several'");
        GmClient other = open()) {
      other.send("{'type':'send_to_client','data':{'client_id':'several','message':'x'}}");

      phone.expect("x");
      laptop.expect("x");
      other.expectNothing();
    }
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {"5,5", "'5',5", "1.0,1.0", "true,True", "null,None", "'',``", "'张 三',张 三"})
  void sendToAll_printsTheIdLikePython(String id, String printed) {
    try (GmClient sender = bound(id);
        GmClient bystander = open()) {
      sender.send("{'type':'send_to_all','data':{'message':'to all'}}");

      String expected =
          "socket_id:" + sender.socketId() + "client_id:" + printed + "send to all :to all";
      sender.expect(expected);
      bystander.expect(expected);
    }
  }

  @Test
  void sendToAll_beforeBinding_saysSo() {
    try (GmClient sender = open();
        GmClient bystander = open()) {
      sender.send("{'type':'send_to_all','data':{'message':'x'}}");

      String received = bystander.nextText();
      assertThat(received).matches("socket_id:[1-9]\\d{0,15}client_id:<not bind>send to all :x");
      sender.expect(received);
    }
  }

  @Test
  void binaryFrames_andFragments_areReadLikeText() {
    try (GmClient client = open()) {
      client.socket().send("{\"type\":\"bind\",\"data\":{\"client_id\":\"世\"}}".getBytes(UTF_8));
      client.expect("bind ok").nextText();

      client
          .socket()
          .sendFragments(
              "{\"type\":\"se",
              "nd_to_client\",\"data\":{\"client_id\":\"世\"",
              ",\"message\":\"to me\"}}");
      client.expect("to me");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'type':'bind','data':{'client_id':'a\\u0000b'}}",
        "{'type':'bind','data':{'client_id':'012345678901234567890123456789012345678901234567890'}}",
        "{'type':'send_to_client','data':{'client_id':'\\ud800','message':'x'}}",
        "{'type':'send_to_socket','data':{'socket_id':-1,'message':'x'}}",
        "{'type':'join_group','data':{'group_id':'a\\nb'}}",
        "{'type':'get_clientcount_bygroup','data':{'group_id':'a\\nb'}}"
      })
  void badNames_areAnsweredNotMatch_andHarmNobody(String message) {
    try (GmClient sender = open();
        GmClient bystander = bound("'bystander'")) {
      sender.send(message).expect(GmClient.NOT_MATCH);

      sender.send("{'type':'send_to_client','data':{'client_id':'bystander','message':'still'}}");
      bystander.expect("still");
    }
  }

  @Test
  void aMessageToOthersLargerThanAPublicationMayBe_isAnsweredNotMatch() {
    try (GmClient client = bound("'large'")) {
      String start = "{'type':'send_to_client','data':{'client_id':'large','message':'";

      client.send(start + "x".repeat(33 << 10) + "'}}").expect(GmClient.NOT_MATCH);
      client.send(start + "x".repeat(31 << 10) + "'}}").expect("x".repeat(31 << 10));
    }
  }

  @Test
  void aMessageLargerThanAllowed_closesItsSenderWith1009() {
    try (GmClient sender = open();
        GmClient bystander = open()) {
      sender.send("x".repeat((64 << 10) + 1));

      sender.expectClose(1009);
      bystander.expectNothing();
    }
  }

  @Test
  void groups_getWhatIsSentToThem_untilOneLeaves() {
    try (GmClient first = inGroup("'group-1'", "'g'");
        GmClient second = inGroup("'group-2'", "'g'");
        GmClient other = inGroup("'group-3'", "'other'")) {
      other.send("{'type':'send_to_group','data':{'group_id':'g','message':{'a':1}}}");
      first.expect("{\"a\": 1}");
      second.expect("{\"a\": 1}");
      other.expectNothing();

      second.send("{'type':'leave_group','data':{'group_id':'g'}}").expect("leave_group ok");
      first.send("{'type':'send_to_group','data':{'group_id':'g','message':'x'}}").expect("x");
      second.expectNothing();
    }
  }

  @Test
  void groups_areAnyScalar_likeIds() {
    try (GmClient number = inGroup("'scalar-1'", "7");
        GmClient text = inGroup("'scalar-2'", "'7'")) {
      number.send("{'type':'send_to_group','data':{'group_id':'7','message':'to text'}}");
      text.expect("to text");
      text.send("{'type':'send_to_group','data':{'group_id':7,'message':'to number'}}");
      number.expect("to number");
    }
  }

  @Test
  void groups_count_whoIsIn() {
    try (GmClient counting = bound("'counting'")) {
      try (GmClient first = inGroup("'counted-1'", "'count'");
          GmClient phone = inGroup("'counted-2'", "'count'");
          GmClient laptop = inGroup("'counted-2'", "'count'")) {
        assertThat(List.of(first, phone, laptop)).allSatisfy(GmClient::expectNothing);
        counting
            .send("{'type':'get_clientcount_bygroup','data':{'group_id':'count'}}")
            .expect(count("'count'", 2));
      }
      awaitEmpty(counting, "'count'");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'type':'join_group','data':{'group_id':'g'}}",
        "{'type':'leave_group','data':{'group_id':'g'}}",
        "{'type':'send_to_group','data':{'group_id':'g','message':'x'}}",
        "{'type':'get_clientcount_bygroup','data':{'group_id':'g'}}"
      })
  void groups_areForWhoHasBound(String message) {
    try (GmClient member = inGroup("'in-g'", "'g'");
        GmClient unbound = open()) {
      unbound.send(message).expect(GmClient.NOT_MATCH);

      member.expectNothing();
    }
  }

  @Test
  void pushesThroughOtherDialects_reachClientsAndGroups_asTheyAre() {
    try (GmClient five = bound("5");
        GmClient text = bound("'5'");
        GmClient member = inGroup("'member'", "'news'")) {
      push("/push/user", Map.of("app", "default", "userId", "5", "content", "to number"));
      push("/push/user", Map.of("app", "default", "userId", "\"5\"", "content", "to text"));
      push("/push/topic", Map.of("app", "default", "topic", "news", "content", "{\"a\":1}"));

      five.expect("to number");
      text.expect("to text");
      member.expect("{\"a\":1}");
    }
  }

  @Test
  void messages_reachUsersOfOtherDialects_inTheSameApp() {
    try (RawWebSocket same = RawWebSocket.open(base.resolve("connection"));
        RawWebSocket other = RawWebSocket.open(base.resolve("connection"));
        GmClient sender = open()) {
      same.send("reg:default:reg-1").send("?:").expect("error msg format");
      other.send("reg:other:reg-1").send("?:").expect("error msg format");

      sender.send("{'type':'send_to_client','data':{'client_id':'reg-1','message':{'a':'</'}}}");
      same.expect("{\"a\": \"<\\/\"}");
      other.send("?:").expect("error msg format");
    }
  }

  @Test
  void status_countsClients_boundOrNot_untilTheyLeave() {
    awaitOnline(0); // those of earlier tests
    try (RawWebSocket other = RawWebSocket.open(base.resolve("connection"));
        GmClient bound = bound("'status'")) {
      other.send("reg:default:1").send("?:").expect("error msg format");
      try (GmClient unbound = open()) {
        unbound.expectNothing();
        awaitOnline(2);
      }
      awaitOnline(1);
      bound.expectNothing();
    }
    awaitOnline(0);
  }

  @Test
  void status_isJson_andOnlyGet() {
    HttpAnswer answer = http().get("/status?x=1");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.text()).matches("\\{\"online_num\": \\d+}");
    assertThat(answer.header("Content-Type")).get().asString().startsWith("application/json");
    assertThat(http().call("POST", "/status", "").status()).isEqualTo(405);
    assertThat(http().call("HEAD", "/status", null).status()).isEqualTo(405);
  }

  @Test
  void status_isForBackEnds() {
    assertThat(http().with("X-Forwarded-For", "192.0.2.1").get("/status").status()).isEqualTo(403);
  }

  private static String count(String groupId, int clients) {
    String answer = "{'type':'get_clientcount_bygroup','data':{'group_id':%s,'count':%d}}";
    return answer.formatted(groupId, clients).replace('\'', '"');
  }

  /** Returns when those who have left are out. */
  private static void awaitEmpty(GmClient asking, String groupId) {
    long deadline = System.nanoTime() + 5_000_000_000L;
    String answer;
    do {
      asking.send("{'type':'get_clientcount_bygroup','data':{'group_id':" + groupId + "}}");
      answer = asking.nextText();
    } while (!answer.equals(count(groupId, 0)) && System.nanoTime() - deadline < 0);
    assertThat(answer).isEqualTo(count(groupId, 0));
  }

  private int online() {
    HttpAnswer answer = http().get("/status");
    return Integer.parseInt(answer.text().replaceAll("\\D", ""));
  }

  private void awaitOnline(int expected) {
    long deadline = System.nanoTime() + 5_000_000_000L;
    while (online() != expected && System.nanoTime() - deadline < 0) {
      Thread.onSpinWait();
    }
    assertThat(online()).isEqualTo(expected);
  }

  private void push(String path, Map<String, String> fields) {
    assertThat(http().postForm(path, fields).status()).isEqualTo(200);
  }

  private GmClient inGroup(String clientId, String groupId) {
    return bound(clientId)
        .send("{'type':'join_group','data':{'group_id':" + groupId + "}}")
        .expect("join_group ok");
  }

  private GmClient open() {
    return GmClient.open(base.resolve("gm"));
  }

  private GmClient bound(String clientId) {
    return GmClient.bound(base.resolve("gm"), clientId);
  }

  private HttpCalls http() {
    return HttpCalls.to(base);
  }
}
