package io.wsgateway.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.wsgateway.client.HttpAnswer;
import io.wsgateway.client.RawWebSocket;
import io.wsgateway.server.GatewayWar;
import jakarta.json.JsonObject;
import java.net.URI;
import java.util.Collections;
import java.util.List;
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

/** Several messages in one request. */
@ArquillianTest
@RunAsClient
class BatchIT {
  @ArquillianResource private URI base;

  @Deployment
  static WebArchive war() {
    return GatewayWar.named("batch", Map.of("gateway.message.max-size", "100k"));
  }

  @Test
  void oneBadMessage_doesNotStopTheOthers() {
    Api api = Api.of(base, "mixed");
    try (RawWebSocket ann = api.client("ann")) {
      List<JsonObject> results =
          results(
              batch(
                  api,
                  "{'to':{'user':'ann'},'text':'1'}",
                  "{'to':{'user':'ann'},'txt':'2'}",
                  "'no message'",
                  "{'to':{'user':''},'text':'3'}",
                  "{'to':{'users':['ann','bob']},'text':'" + "x".repeat(102_401) + "'}",
                  "{'to':{'users':['ann','bob']},'text':'4'}"));

      ann.expect("1").expect("4");
      assertThat(results).hasSize(6);
      assertThat(receipts(results.get(0)))
          .extracting(one -> one.getInt("connections"))
          .isEqualTo(List.of(1));
      assertProblem(results.get(1), 400, "bad-request", "txt");
      assertProblem(results.get(2), 400, "bad-request", "");
      assertProblem(results.get(3), 400, "bad-name", "to.user");
      assertProblem(results.get(4), 413, "too-large", null);
      assertThat(receipts(results.get(5)))
          .extracting(one -> one.getInt("connections"))
          .isEqualTo(List.of(1, 0));
    }
  }

  @Test
  void aThousandMessages_arriveInTheirOrder() {
    Api api = Api.of(base, "thousand");
    try (RawWebSocket ann = api.client("ann")) {
      String[] messages =
          IntStream.range(0, 1000)
              .mapToObj(i -> "{'to':{'user':'ann'},'text':'" + i + "'}")
              .toArray(String[]::new);

      assertThat(results(batch(api, messages))).hasSize(1000);

      for (int i = 0; i < 1000; i++) {
        ann.expect(String.valueOf(i));
      }
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{} | messages",
        "{'messages':[]} | messages",
        "{'messages':null} | messages",
        "{'messages':{'to':{'all':true},'text':'x'}} | messages",
        "{'messages':[],'more':1} | more",
      })
  void whatIsNoBatch_isRefused(String body, String field) {
    HttpAnswer answer = Api.of(base, "faults").post("/messages/batch", body.replace('\'', '"'));

    assertThat(Api.wrongFields(Api.problem(answer, 400, "bad-request"))).containsExactly(field);
  }

  @Test
  void moreThanAThousandMessages_orTenThousandDestinations_areRefused() {
    Api api = Api.of(base, "bounds");
    try (RawWebSocket ann = api.client("ann")) {
      String one = "{'to':{'user':'ann'},'text':'too many'}";
      assertTooMuch(batch(api, Collections.nCopies(1001, one).toArray(String[]::new)));

      String users =
          IntStream.range(0, 999).mapToObj(i -> ",'u" + i + "'").collect(Collectors.joining());
      String thousand = "{'to':{'users':['ann'" + users + "]},'text':'too many'}";
      assertTooMuch(batch(api, Collections.nCopies(11, thousand).toArray(String[]::new)));

      assertThat(results(batch(api, Collections.nCopies(10, thousand).toArray(String[]::new))))
          .allSatisfy(result -> assertThat(receipts(result)).hasSize(1000));
      for (int i = 0; i < 10; i++) {
        ann.expect("too many");
      }
      Api.ok(batch(api, "{'to':{'user':'ann'},'text':'last'}"));
      ann.expect("last");
    }
  }

  private static void assertTooMuch(HttpAnswer answer) {
    assertThat(Api.wrongFields(Api.problem(answer, 400, "bad-request")))
        .containsExactly("messages");
  }

  private static HttpAnswer batch(Api api, String... messages) {
    String body = "{'messages':[" + String.join(",", messages) + "]}";
    return api.post("/messages/batch", body.replace('\'', '"'));
  }

  private static List<JsonObject> results(HttpAnswer answer) {
    JsonObject document = Api.ok(answer);
    assertThat(document.keySet()).containsExactly("results");
    return document.getJsonArray("results").getValuesAs(JsonObject.class);
  }

  private static List<JsonObject> receipts(JsonObject result) {
    assertThat(result.keySet()).containsExactly("receipts");
    return result.getJsonArray("receipts").getValuesAs(JsonObject.class);
  }

  private static void assertProblem(JsonObject result, int status, String slug, String field) {
    assertThat(result.keySet()).containsExactly("problem");
    JsonObject problem = result.getJsonObject("problem");
    assertThat(problem.getInt("status")).isEqualTo(status);
    assertThat(problem.getString("type")).isEqualTo("urn:wsgateway:error:" + slug);
    if (field != null) {
      assertThat(Api.wrongFields(problem)).containsExactly(field);
    }
  }
}
