package io.wsgateway.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.wsgateway.client.HttpAnswer;
import io.wsgateway.client.RawWebSocket;
import io.wsgateway.server.GatewayWar;
import java.net.URI;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.OperateOnDeployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is sent again with the same key is done once. */
@ArquillianTest
@RunAsClient
class IdempotencyIT {
  @ArquillianResource
  @OperateOnDeployment("idempotency")
  private URI base;

  @ArquillianResource
  @OperateOnDeployment("forgetful")
  private URI forgetful;

  @Deployment(name = "idempotency")
  static WebArchive war() {
    return GatewayWar.named("idempotency", Map.of());
  }

  @Deployment(name = "forgetful")
  static WebArchive forgetfulWar() {
    return GatewayWar.named("forgetful", Map.of("gateway.api.idempotency-window", "1s"));
  }

  @Test
  void message_isSentOnce_andTheSameIsAnswered() {
    Api api = Api.of(base, "once");
    try (RawWebSocket ann = api.client("ann")) {
      Api keyed = api.with("Idempotency-Key", "!key~1");
      HttpAnswer first = keyed.post("/messages", message("ann", "1"));
      HttpAnswer second = keyed.post("/messages", message("ann", "1"));
      Api.ok(api.post("/messages", message("ann", "2")));

      Api.ok(first);
      assertThat(first.header("Idempotency-Replayed")).isEmpty();
      assertReplayed(second, first);
      ann.expect("1").expect("2");
    }
  }

  @Test
  void keys_areForgotten_afterTheWindow() {
    Api keyed = Api.of(forgetful, "window").with("Idempotency-Key", "1");
    try (RawWebSocket ann = keyed.client("ann")) {
      Api.ok(keyed.post("/messages", message("ann", "again")));
      ann.expect("again");

      Api.await(
          () -> {
            HttpAnswer answer = keyed.post("/messages", message("ann", "again"));
            boolean sent = answer.header("Idempotency-Replayed").isEmpty();
            return Documents.object().add("sent", sent).build();
          },
          again -> again.getBoolean("sent"));
      ann.expect("again");
    }
  }

  @Test
  void anotherBody_isRefused() {
    Api api = Api.of(base, "reused");
    try (RawWebSocket ann = api.client("ann")) {
      Api keyed = api.with("Idempotency-Key", "1");
      Api.ok(keyed.post("/messages", message("ann", "1")));

      Api.problem(keyed.post("/messages", message("ann", "2")), 422, "idempotency-key-reused");
      Api.problem(
          keyed.post("/messages", message("ann", "1") + " "), 422, "idempotency-key-reused");

      Api.ok(api.post("/messages", message("ann", "last")));
      ann.expect("1").expect("last");
    }
  }

  @Test
  void oneKey_servesForEachAppAndPath() {
    for (String app : new String[] {"scope", "scope-2"}) {
      Api keyed = Api.of(base, app).with("Idempotency-Key", "1");
      try (RawWebSocket ann = keyed.client("ann")) {
        Api.ok(keyed.post("/messages", message("ann", app)));
        Api.ok(keyed.post("/messages/batch", "{\"messages\":[" + message("ann", "batch") + "]}"));
        String later = message("ann", "later").replace("{\"to\"", "{\"delay\":\"PT1H\",\"to\"");
        assertThat(keyed.post("/schedules", later).status()).isEqualTo(201);

        ann.expect(app).expect("batch");
      }
    }
  }

  @Test
  void batch_isSentOnce_andTheSameIsAnswered() {
    Api api = Api.of(base, "batches");
    try (RawWebSocket ann = api.client("ann")) {
      String messages =
          IntStream.range(0, 300)
              .mapToObj(i -> message("ann", "" + i))
              .collect(Collectors.joining(","));
      String body = "{\"messages\":[{}," + messages + "]}";
      Api keyed = api.with("Idempotency-Key", "1");

      HttpAnswer first = keyed.post("/messages/batch", body);
      assertReplayed(keyed.post("/messages/batch", body), first);

      assertThat(Api.ok(first).getJsonArray("results")).hasSize(301);
      Api.ok(api.post("/messages", message("ann", "last")));
      for (int i = 0; i < 300; i++) {
        ann.expect("" + i);
      }
      ann.expect("last");
    }
  }

  @Test
  void schedule_isMadeOnce_andTheSameIsAnswered() {
    Api api = Api.of(base, "schedules");
    Api keyed = api.with("Idempotency-Key", "1");
    String body = "{\"to\":{\"all\":true},\"text\":\"x\",\"delay\":\"PT1H\"}";

    HttpAnswer first = keyed.post("/schedules", body);
    HttpAnswer second = keyed.post("/schedules", body);

    assertThat(first.status()).isEqualTo(201);
    assertReplayed(second, first);
    assertThat(second.header("Location")).isPresent().isEqualTo(first.header("Location"));
  }

  @Test
  void failures_areNotRemembered() {
    Api keyed = Api.of(base, "failures").with("Idempotency-Key", "1");
    String large = "x".repeat((2 << 20) + 1);

    for (int i = 0; i < 2; i++) {
      Api.problem(keyed.post("/messages", "{}"), 400, "bad-request");
      Api.problem(keyed.post("/messages", message("ann", large)), 413, "too-large");
    }
    HttpAnswer answer = keyed.post("/messages", message("ann", "x"));

    Api.ok(answer);
    assertThat(answer.header("Idempotency-Replayed")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 201})
  void keys_ofAnotherLength_areRefused(int length) {
    Api keyed = Api.of(base, "keys").with("Idempotency-Key", "x".repeat(length));

    Api.problem(keyed.post("/messages", message("ann", "x")), 400, "bad-request");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a b", "a\tb"})
  void keys_ofOtherCharacters_areRefused(String key) {
    Api keyed = Api.of(base, "keys").with("Idempotency-Key", key);

    Api.problem(keyed.post("/messages", message("ann", "x")), 400, "bad-request");
  }

  @Test
  void keys_ofTwoHundredCharacters_areTaken() {
    Api keyed = Api.of(base, "keys").with("Idempotency-Key", "x".repeat(200));

    Api.ok(keyed.post("/messages", message("ann", "x")));
  }

  private static String message(String user, String text) {
    return "{\"to\":{\"user\":\"" + user + "\"},\"text\":\"" + text + "\"}";
  }

  private static void assertReplayed(HttpAnswer answer, HttpAnswer first) {
    assertThat(answer.status()).as(answer.text()).isEqualTo(first.status());
    assertThat(answer.text()).isEqualTo(first.text());
    assertThat(answer.header("Content-Type")).isEqualTo(first.header("Content-Type"));
    assertThat(answer.header("Idempotency-Replayed")).contains("true");
  }
}
