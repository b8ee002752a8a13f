package io.wsgateway.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.wsgateway.client.HttpAnswer;
import io.wsgateway.client.HttpCalls;
import io.wsgateway.client.RawWebSocket;
import io.wsgateway.server.GatewayWar;
import jakarta.json.JsonObject;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
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

/** Messages for later by the REST API. */
@ArquillianTest
@RunAsClient
class SchedulesIT {
  @ArquillianResource private URI base;

  @Deployment
  static WebArchive war() {
    return GatewayWar.named(
        "schedules", Map.of("gateway.schedules.max-delay", "2d", "gateway.message.max-size", "1k"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'delay':'PT0.3S'",
        "'delay':'PT0S'",
        "'at':'2020-01-01T00:00:00Z'",
        "'at':'-999999999-01-01T00:00:00+18:00'"
      })
  void message_isSent_whenItIsDue(String time) {
    Api api = Api.of(base, "due");
    try (RawWebSocket ann = api.client("ann")) {
      JsonObject made = created(schedule(api, "{'to':{'user':'ann'},'text':'now'," + time + "}"));

      ann.expect("now");
      Api.await(
          () ->
              Documents.object()
                  .add("status", api.get("/schedules/" + made.getString("id")).status())
                  .build(),
          gone -> gone.getInt("status") == 404);
    }
  }

  @Test
  void message_thatWaits_isShown_andTakenBack() {
    Api api = Api.of(base, "waits");
    Instant due =
        Instant.now().plus(Duration.ofHours(1)).truncatedTo(java.time.temporal.ChronoUnit.SECONDS);
    HttpAnswer answer =
        schedule(api, "{'to':{'topic':'t'},'text':'later','from':'ann','at':'" + due + "'}");
    JsonObject made = created(answer);
    String path = "/schedules/" + made.getString("id");

    assertThat(made.keySet()).containsExactly("id", "due", "shared");
    assertThat(Instant.parse(made.getString("due"))).isEqualTo(due);
    assertThat(made.getBoolean("shared")).isFalse();
    URI location = URI.create(answer.header("Location").orElseThrow());
    assertThat(location.getPath()).endsWith("/api/v1/apps/waits" + path);
    assertThat(
            HttpCalls.to(URI.create(location.resolve("/").toString()))
                .get(location.getPath())
                .text())
        .isEqualTo(made.toString());
    assertThat(api.see(path)).isEqualTo(made);
    Api.problem(Api.of(base, "waits-2").get(path), 404, "not-found");
    Api.problem(Api.of(base, "waits-2").delete(path), 404, "not-found");

    assertThat(api.delete(path).status()).isEqualTo(204);

    Api.problem(api.get(path), 404, "not-found");
    Api.problem(api.delete(path), 404, "not-found");
  }

  @Test
  void delay_countsFromNow() {
    Api api = Api.of(base, "delay");
    Instant before = Instant.now();
    JsonObject made = created(schedule(api, "{'to':{'all':true},'text':'x','delay':'P1DT1H'}"));
    Instant after = Instant.now();

    assertThat(Instant.parse(made.getString("due")))
        .isBetween(
            before.plus(Duration.ofHours(25)).minusMillis(1), after.plus(Duration.ofHours(25)));
    assertThat(api.delete("/schedules/" + made.getString("id")).status()).isEqualTo(204);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{} | to",
        "{'to':{'all':true},'text':'x'} | ''",
        "{'to':{'all':true},'text':'x','at':'2020-01-01T00:00:00Z','delay':'PT1S'} | ''",
        "{'to':{'all':true},'text':'x','at':'tomorrow'} | at",
        "{'to':{'all':true},'text':'x','at':'2030-01-01T00:00:00'} | at",
        "{'to':{'all':true},'text':'x','at':1893456000} | at",
        "{'to':{'all':true},'text':'x','delay':'30s'} | delay",
        "{'to':{'all':true},'text':'x','delay':30} | delay",
        "{'to':{'all':true},'text':'x','delay':'-PT1S'} | delay",
        "{'to':{'all':true},'text':'x','delay':'PT9999999999999999999S'} | delay",
        "{'to':{'users':['a','b']},'text':'x','delay':'PT1S'} | to",
        "{'to':{'all':true},'text':'x','delay':'PT1S','dealy':'PT1S'} | dealy",
      })
  void whatCannotBeScheduled_isRefused(String body, String field) {
    JsonObject problem = Api.problem(schedule(Api.of(base, "faults"), body), 400, "bad-request");

    assertThat(Api.wrongFields(problem)).contains(field);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'delay':'P3D'",
        "'delay':'P106751991167300D'",
        "'at':'2100-01-01T00:00:00Z'",
        "'at':'+999999999-12-31T23:59:59Z'"
      })
  void whatIsTooFarAhead_isRefused(String time) {
    JsonObject problem =
        Api.problem(
            schedule(Api.of(base, "far"), "{'to':{'all':true},'text':'x'," + time + "}"),
            400,
            "bad-request");

    assertThat(problem.getString("detail")).contains("gateway.schedules.max-delay");
  }

  @Test
  void messages_thatCannotBe_areRefusedAtOnce() {
    Api api = Api.of(base, "badmessages");

    Api.problem(schedule(api, "{'to':{'user':''},'text':'x','delay':'PT1S'}"), 400, "bad-name");
    Api.problem(
        schedule(api, "{'to':{'user':'a'},'text':'" + "x".repeat(1025) + "','delay':'PT1S'}"),
        413,
        "too-large");
    Api.problem(api.get("/schedules/nothing%20like%20it"), 404, "not-found");
    Api.problem(api.delete("/schedules/1"), 404, "not-found");
  }

  private static HttpAnswer schedule(Api api, String body) {
    return api.post("/schedules", body.replace('\'', '"'));
  }

  private static JsonObject created(HttpAnswer answer) {
    assertThat(answer.status()).as(answer.text()).isEqualTo(201);
    return Api.json(answer);
  }
}
