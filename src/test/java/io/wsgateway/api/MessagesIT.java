package io.wsgateway.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.wsgateway.client.Event;
import io.wsgateway.client.HttpAnswer;
import io.wsgateway.client.HttpCalls;
import io.wsgateway.client.RawWebSocket;
import io.wsgateway.server.GatewayWar;
import jakarta.json.JsonObject;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Publishing by the REST API: whom it reaches, what the receipts say, and what is refused. */
@ArquillianTest
@RunAsClient
class MessagesIT {
  private static final String PLAIN = "application/json";

  /** The same, as nobody writes it. */
  private static final String QUOTED = "application/json; charset=\"utf-8\"";

  @ArquillianResource private URI base;

  @Deployment
  static WebArchive war() {
    return GatewayWar.named(
        "messages", Map.of("gateway.name.max-length", "50", "gateway.raw.application", "none"));
  }

  @Test
  void message_reachesWhomItIsFor_andNobodyElse() {
    Api api = Api.of(base, "targets");
    try (RawWebSocket ann = api.client("ann");
        RawWebSocket bob = api.client("bob");
        RawWebSocket stranger = Api.of(base, "targets-2").client("ann")) {
      Api.send(ann, "in:targets:ann:news");
      Api.send(bob, "in:targets:bob:sport");
      long toAnn = api.connectionOf("ann");
      long toBob = api.connectionOf("bob");

      assertReached(publish(api, "{'user':'ann'}", "1"), 1);
      assertReached(publish(api, "{'users':['bob','ann','bob']}", "2"), 1, 1, 1);
      assertReached(publish(api, "{'topic':'news'}", "3"), 1);
      assertReached(publish(api, "{'topics':['sport','news']}", "4"), 1, 1);
      assertReached(publish(api, "{'connection':" + toBob + "}", "5"), 1);
      assertReached(publish(api, "{'connections':[" + toAnn + ",1]}", "6"), 1, 0);
      assertReached(publish(api, "{'all':true}", "7"), 2);
      assertReached(publish(api, "{'user':'nobody'}", "8"), 0);

      for (String text : new String[] {"1", "2", "3", "4", "6", "7"}) {
        ann.expect(text);
      }
      for (String text : new String[] {"2", "2", "4", "5", "7"}) {
        bob.expect(text);
      }
      publish(Api.of(base, "targets-2"), "{'user':'ann'}", "only this");
      stranger.expect("only this");
    }
  }

  @Test
  void receipts_areToldInOneForm() {
    JsonObject receipt =
        publish(Api.of(base, "receipts"), "{'all':true}", "x")
            .getJsonArray("receipts")
            .getJsonObject(0);

    assertThat(receipt.keySet()).containsExactly("id", "connections", "nodes", "trust", "degraded");
    assertThat(receipt.getString("id")).matches("[1-9][0-9]{0,15}");
    assertThat(receipt.getInt("nodes")).isZero();
    assertThat(receipt.getString("trust")).isEqualTo("exact");
    assertThat(receipt.getBoolean("degraded")).isFalse();
  }

  /** A filter answers plain pushes, the resource all others. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'to':{'user':'ann'},'text':'x'}",
        "{'to':{'users':['ann','bob']},'text':'x'}",
        "{'to':{'user':''},'text':'x'}",
        "{'to':{'user':'ann'},'text':'x','more':1}",
        "{'text':'x'}",
        "[]",
        "no json",
        ""
      })
  void plainPush_isAnsweredAsOneThatIsNot(String body) {
    assertThat(withoutIds(push(PLAIN, "", body))).isEqualTo(withoutIds(push(QUOTED, "", body)));
  }

  @Test
  void keyOfAPlainPush_countsForOneThatIsNot() {
    String body = "{'to':{'all':true},'text':'once'}";
    HttpAnswer first = push(PLAIN, "k1", body);
    assertThat(push(QUOTED, "k1", body).text()).isEqualTo(first.text());
    HttpAnswer other = push(QUOTED, "k2", body);
    assertThat(other.text()).isNotEqualTo(first.text());
    assertThat(push(PLAIN, "k2", body).text()).isEqualTo(other.text());
    assertThat(withoutIds(push(PLAIN, "k2", "{'to':{'all':true},'text':'twice'}")))
        .isEqualTo(withoutIds(push(QUOTED, "k2", "{'to':{'all':true},'text':'twice'}")))
        .startsWith("4");
  }

  private HttpAnswer push(String type, String key, String body) {
    HttpCalls calls = HttpCalls.to(base);
    return (key.isEmpty() ? calls : calls.with("Idempotency-Key", key))
        .post("/api/v1/apps/alike/messages", type, body.replace('\'', '"'));
  }

  private static String withoutIds(HttpAnswer answer) {
    return answer.status()
        + " "
        + answer.header("Content-Type").orElse("")
        + " "
        + answer.header("Cache-Control").orElse("")
        + " "
        + answer.text().replaceAll("\"id\":\"[0-9]+\"", "");
  }

  @Test
  void except_leavesOutConnectionsAndUsers() {
    Api api = Api.of(base, "except");
    try (RawWebSocket ann = api.client("ann");
        RawWebSocket bob = api.client("bob");
        RawWebSocket eve = api.client("eve")) {
      String except = "{'connections':[" + api.connectionOf("ann") + "],'users':['bob']}";
      Api.ok(post(api, "{'to':{'all':true},'text':'1','from':'eve','except':" + except + "}"));
      publish(api, "{'all':true}", "2");

      eve.expect("1").expect("2");
      ann.expect("2");
      bob.expect("2");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "hello", "😀 ünïcödé 世界", "\\u0000\\n\\\"</script>"})
  void text_arrivesUnchanged(String text) {
    Api api = Api.of(base, "texts");
    try (RawWebSocket ann = api.client("ann")) {
      publish(api, "{'user':'ann'}", text);

      ann.expect(text.replace("\\u0000", "\u0000").replace("\\n", "\n").replace("\\\"", "\""));
    }
  }

  @Test
  void binary_reachesThoseClientsThatTakeIt() {
    Api api = Api.of(base, "default");
    try (RawWebSocket raw = RawWebSocket.open(base.resolve("raw"));
        RawWebSocket textual = api.client("ann")) {
      api.await("", counts -> counts.getInt("connections") == 2);
      Api.ok(post(api, "{'to':{'all':true},'binary':'AAECAw=='}"));
      Api.ok(post(api, "{'to':{'all':true},'binary':''}"));
      publish(api, "{'all':true}", "a text");

      assertThat(raw.next(Duration.ofSeconds(5)))
          .contains(new Event(Event.Kind.BINARY, "00010203", 0));
      assertThat(raw.next(Duration.ofSeconds(5))).contains(new Event(Event.Kind.BINARY, "", 0));
      raw.expect("a text");
      textual.expect("a text");
    }
  }

  @Test
  void text_asLargeAsAllowed_arrives_andOneByteMoreIsRefused() {
    Api api = Api.of(base, "large");
    try (RawWebSocket ann = api.client("ann")) {
      String text = "x".repeat(2 << 20);
      publish(api, "{'user':'ann'}", text);
      ann.expect(text, Duration.ofSeconds(20));

      JsonObject problem =
          Api.problem(
              post(api, "{'to':{'users':['bob','ann']},'text':'" + text + "x'}"), 413, "too-large");
      assertThat(problem.getString("detail")).contains("2097153", "2097152");
      Api.problem(
          post(api, "{'to':{'user':'ann'},'text':'" + "x".repeat(7_000_000) + "'}"),
          413,
          "too-large");
    }
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "[] | -",
        "'text' | -",
        "{} | - to",
        "{'to':null,'text':'a'} | to",
        "{'text':'a'} | to",
        "{'to':{'user':'ann'}} | -",
        "{'to':{'user':'ann'},'text':'a','binary':'AA=='} | -",
        "{'to':{'user':'ann'},'text':5} | text",
        "{'to':{'user':'ann'},'text':'\\ud800'} | text",
        "{'to':{'user':'ann'},'binary':'*'} | binary",
        "{'to':{'user':'ann'},'txt':'a'} | txt",
        "{'to':{'usr':'ann'},'text':'a'} | to.usr",
        "{'to':'ann','text':'a'} | to",
        "{'to':{},'text':'a'} | to",
        "{'to':{'user':'ann','topic':'t'},'text':'a'} | to",
        "{'to':{'users':[]},'text':'a'} | to.users",
        "{'to':{'users':['ann',5]},'text':'a'} | to.users[1]",
        "{'to':{'all':false},'text':'a'} | to.all",
        "{'to':{'connection':0},'text':'a'} | to.connection",
        "{'to':{'connection':'7'},'text':'a'} | to.connection",
        "{'to':{'connection':9007199254740992},'text':'a'} | to.connection",
        "{'to':{'connections':[1,-1,0]},'text':'a'} | to.connections[1] to.connections[2]",
        "{'to':{'all':true},'text':'a','except':{'connections':[0]}} | except.connections[0]",
        "{'to':{'all':true},'text':'a','except':{'users':'ann'}} | except.users",
        "{'to':{'users':[]},'except':{'connections':[0]}} | - except.connections[0] to.users",
      },
      delimiter = '|')
  void whatIsNotAMessage_isRefused_namingEveryFault(String body, String fields) {
    JsonObject problem = Api.problem(post(Api.of(base, "faults"), body), 400, "bad-request");

    assertThat(Api.wrongFields(problem))
        .map(field -> field.isEmpty() ? "-" : field)
        .containsExactly(fields.split(" "));
    assertThat(problem.getString("detail")).startsWith("The body is not as expected: ");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'to':{'user':''},'text':'a'} | to.user",
        "{'to':{'users':['ann','a\\u0000b']},'text':'a'} | to.users[1]",
        "{'to':{'topic':'012345678901234567890123456789012345678901234567890'},'text':'a'} | to.topic",
        "{'to':{'topics':['','']},'text':'a'} | to.topics[0]",
        "{'to':{'all':true},'text':'a','from':''} | from",
        "{'to':{'all':true},'text':'a','except':{'users':['']}} | except.users[0]",
      })
  void names_thatCannotBe_areRefused(String body, String field) {
    JsonObject problem = Api.problem(post(Api.of(base, "names"), body), 400, "bad-name");

    assertThat(Api.wrongFields(problem)).containsExactly(field);
    assertThat(problem.getString("detail")).contains("expected 1 to 50 characters");
  }

  @Test
  void lists_haveAtMostAThousandEntries() {
    Api api = Api.of(base, "lists");
    String thousand =
        IntStream.range(0, 1000).mapToObj(i -> "'u" + i + "'").collect(Collectors.joining(","));

    JsonObject answer = publish(api, "{'users':[" + thousand + "]}", "x");
    assertThat(answer.getJsonArray("receipts")).hasSize(1000);
    JsonObject problem =
        Api.problem(
            post(api, "{'to':{'users':[" + thousand + ",'one more']},'text':'x'}"),
            400,
            "bad-request");
    assertThat(Api.wrongFields(problem)).containsExactly("to.users");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", " ", "{", "{'to'}", "{'a':1}}", "nothing", "{'a':NaN}", "\ufeff{'a':1}"})
  void whatIsNotJson_isRefused(String body) {
    Api.problem(post(Api.of(base, "json"), body), 400, "bad-request");
  }

  @Test
  void nestingWithoutEnd_isRefused() {
    String deep = "[".repeat(100_000) + "]".repeat(100_000);

    Api.problem(post(Api.of(base, "json"), "{'to':" + deep + "}"), 400, "bad-request");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "text/plain",
        "application/x-www-form-urlencoded",
        "multipart/form-data; boundary=x",
        "application/xml",
        "application/json; charset=iso-8859-1"
      })
  void anotherType_isRefused(String type) {
    HttpAnswer answer = Api.of(base, "x").calls().post("/api/v1/apps/types/messages", type, "{}");

    Api.problem(answer, 415, "unsupported-media-type");
  }

  @Test
  void noType_isRefused() {
    HttpAnswer answer = Api.of(base, "x").calls().call("POST", "/api/v1/apps/types/messages", "{}");

    Api.problem(answer, 415, "unsupported-media-type");
  }

  @ParameterizedTest
  @ValueSource(strings = {"application/json", "Application/JSON;charset=\"UTF-8\""})
  void theRightType_isTaken_howeverItIsWritten(String type) {
    HttpAnswer answer =
        Api.of(base, "x")
            .calls()
            .post("/api/v1/apps/types/messages", type, "{\"to\":{\"all\":true},\"text\":\"x\"}");

    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
  }

  private static JsonObject publish(Api api, String to, String text) {
    String target = to.replace('\'', '"');
    return Api.ok(api.post("/messages", "{\"to\":" + target + ",\"text\":\"" + text + "\"}"));
  }

  private static HttpAnswer post(Api api, String body) {
    return api.post("/messages", body.replace('\'', '"'));
  }

  private static void assertReached(JsonObject answer, int... connections) {
    assertThat(
            answer.getJsonArray("receipts").getValuesAs(JsonObject.class).stream()
                .mapToInt(receipt -> receipt.getInt("connections")))
        .containsExactly(IntStream.of(connections).boxed().toArray(Integer[]::new));
  }
}
