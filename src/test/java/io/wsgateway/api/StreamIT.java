package io.wsgateway.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.wsgateway.client.Eventually;
import io.wsgateway.client.HttpAnswer;
import io.wsgateway.client.HttpCalls;
import io.wsgateway.client.RawWebSocket;
import io.wsgateway.server.EveryServer;
import io.wsgateway.server.GatewayWar;
import jakarta.json.JsonObject;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Many messages over one request that goes on. */
@ArquillianTest
@RunAsClient
@EveryServer
class StreamIT {
  private static final int MOST = 4;
  private static final String NDJSON = "Content-Type: application/x-ndjson\r\n";

  @ArquillianResource private URI base;

  @Deployment
  static WebArchive war() {
    return GatewayWar.named(
        "stream",
        Map.of(
            "gateway.message.max-size", "1k",
            "gateway.api.streams", String.valueOf(MOST),
            "gateway.api.stream-in-flight", "50",
            "gateway.api.stream-idle-timeout", "3s",
            "gateway.api.stream-max-time", "8s"));
  }

  @Test
  void eachLine_isAnsweredBeforeTheNextIsSent() {
    Api api = Api.of(base, "dialogue");
    try (RawWebSocket ann = api.client("ann");
        StreamClient stream = StreamClient.open(base, api.app())) {
      assertThat(stream.status()).isEqualTo(200);
      assertThat(stream.head().toLowerCase(Locale.ROOT))
          .contains("content-type: application/x-ndjson")
          .contains("cache-control: no-store");
      for (int i = 1; i <= 3; i++) {
        stream.send("{'id':'m" + i + "','to':{'user':'ann'},'text':'" + i + "'}");

        JsonObject answer = stream.next();

        assertThat(answer.keySet()).containsExactly("line", "id", "receipts");
        assertThat(answer.getInt("line")).isEqualTo(i);
        assertThat(answer.getString("id")).isEqualTo("m" + i);
        JsonObject receipt = answer.getJsonArray("receipts").getJsonObject(0);
        assertThat(receipt.getInt("connections")).isEqualTo(1);
        ann.expect(String.valueOf(i));
      }
      stream.finish().expectEnd();
    }
  }

  @Test
  void aBadLine_isToldSo_andConcernsNoOther() {
    Api api = Api.of(base, "mixed");
    try (RawWebSocket ann = api.client("ann");
        StreamClient stream = StreamClient.open(base, api.app())) {
      stream.send("{'to':{'user':'ann'},'text':'1'}");
      stream.send("{'id':'b','to':{'user':'ann'},'txt':'2'}");
      stream.send("no json");
      stream.raw(new byte[] {'"', (byte) 0xff, '"', '\n'});
      stream.send("");
      stream.send("{'id':'u','to':{'user':''},'text':'3'}");
      stream.send("{'id':'s','to':{'user':'ann'},'text':'" + "x".repeat(1025) + "'}");
      stream.send("x".repeat(100_000));
      stream.send("{'id':'" + "i".repeat(201) + "','to':{'user':'ann'},'text':'4'}");
      stream.send("{'text':'5'}");
      stream.raw("{\"to\":{\"user\":\"ann\"},\"text\":\"5\"}".getBytes(UTF_8)).finish();

      assertThat(stream.next().keySet()).containsExactly("line", "receipts");
      assertProblem(stream.next(), 2, "b", 400, "bad-request");
      assertProblem(stream.next(), 3, null, 400, "bad-request");
      assertProblem(stream.next(), 4, null, 400, "bad-request");
      assertProblem(stream.next(), 6, "u", 400, "bad-name");
      assertProblem(stream.next(), 7, "s", 413, "too-large");
      assertProblem(stream.next(), 8, null, 413, "too-large");
      assertProblem(stream.next(), 9, null, 400, "bad-request");
      JsonObject unaddressed = stream.next();
      assertProblem(unaddressed, 10, null, 400, "bad-request");
      assertThat(field(unaddressed)).isEqualTo("to");
      assertThat(stream.next().getInt("line")).isEqualTo(11);
      stream.expectEnd();
      ann.expect("1").expect("5");
    }
  }

  /** More than is read at once, and more than may be without an answer. */
  @Test
  void thousandsInOneWrite_arriveInTheirOrder_eachAnswered() {
    Api api = Api.of(base, "many");
    try (RawWebSocket ann = api.client("ann");
        StreamClient stream = StreamClient.open(base, api.app())) {
      StringBuilder all = new StringBuilder();
      IntStream.range(0, 5_000)
          .forEach(i -> all.append("{\"to\":{\"user\":\"ann\"},\"text\":\"" + i + "\"}\n"));
      Thread sender =
          new Thread(() -> stream.raw(all.toString().getBytes(UTF_8)).finish(), "sender");
      sender.start();

      for (int i = 0; i < 5_000; i++) {
        JsonObject answer = stream.next();
        assertThat(answer.getInt("line")).isEqualTo(i + 1);
        assertThat(answer.keySet()).containsExactly("line", "receipts");
      }
      stream.expectEnd();
      for (int i = 0; i < 5_000; i++) {
        ann.expect(String.valueOf(i));
      }
    }
  }

  @Test
  void whoSendsSlowly_orInPieces_orHangsUp_keepsNobodyElse() {
    Api api = Api.of(base, "slow");
    try (RawWebSocket ann = api.client("ann");
        StreamClient torn = StreamClient.open(base, api.app());
        StreamClient silent = StreamClient.open(base, api.app());
        StreamClient killed = StreamClient.open(base, api.app())) {
      assertThat(silent.status()).isEqualTo(200);
      killed.send("{'to':{'user':'ann'},'text':'killed'}").next();
      ann.expect("killed");
      killed.raw("{\"to\":".getBytes(UTF_8));
      killed.abort();
      for (byte b : "{\"to\":{\"user\":\"ann\"},\"text\":\"ü\"}\r\n".getBytes(UTF_8)) {
        torn.raw(new byte[] {b});
      }
      assertThat(torn.next().getInt("line")).isEqualTo(1);
      ann.expect("ü");
      torn.finish().expectEnd();

      // It is told so when its time is up.
      JsonObject last = silent.next();
      assertThat(last.getString("end")).isEqualTo("idle");
      silent.expectEnd();
    }
  }

  @Test
  void whoeverLastsTooLong_isEnded_withNothingLost() {
    Api api = Api.of(base, "long");
    try (RawWebSocket ann = api.client("ann");
        StreamClient stream = StreamClient.open(base, api.app())) {
      List<Integer> accepted = new ArrayList<>();
      JsonObject answer = null;
      for (int i = 0; answer == null || !answer.containsKey("end"); i++) {
        stream.send("{'to':{'user':'ann'},'text':'" + i + "'}");
        answer = stream.next();
        if (answer.containsKey("receipts")) {
          accepted.add(i);
        }
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
      }

      assertThat(answer.getString("end")).isEqualTo("time");
      stream.expectEnd();
      accepted.forEach(i -> ann.expect(String.valueOf(i)));
    }
  }

  @Test
  void drain_endsStreams_andLetsNoneIn_butTakesPushes() {
    Api api = Api.of(base, "drained");
    try (RawWebSocket ann = api.client("ann");
        StreamClient stream = StreamClient.open(base, api.app())) {
      stream.send("{'to':{'user':'ann'},'text':'before'}").next();
      HttpCalls json = HttpCalls.to(base).with("Content-Type", "application/json");
      json.call("POST", "/api/v1/nodes/self/drain", "{\"waitMillis\":60000}");
      try {
        JsonObject last = stream.next();

        assertThat(last.getString("end")).isEqualTo("draining");
        assertThat(last.getInt("retryAfter")).isPositive();
        // What is sent all the same is read and left, so that the last line gets there.
        stream.send("{'to':{'user':'ann'},'text':'too late'}").finish().expectEnd();
        try (StreamClient another = StreamClient.open(base, api.app())) {
          assertThat(another.status()).isEqualTo(503);
        }
        Api.ok(api.post("/messages", "{\"to\":{\"user\":\"ann\"},\"text\":\"after\"}"));
        ann.expect("before").expect("after");
      } finally {
        HttpCalls.to(base).call("DELETE", "/api/v1/nodes/self/drain", null);
      }
    }
  }

  @Test
  void moreStreamsThanMayBe_areRefused_untilOneIsOver() {
    Api api = Api.of(base, "full");
    List<StreamClient> open = new ArrayList<>();
    try {
      while (open.size() <= MOST && (open.isEmpty() || last(open).status() == 200)) {
        open.add(StreamClient.open(base, api.app()));
      }
      assertThat(last(open).status()).isEqualTo(503);
      assertThat(last(open).head()).contains("Retry-After: ");
      open.remove(0).finish().expectEnd();

      Eventually.await(
          "there is room again",
          () -> {
            open.add(StreamClient.open(base, api.app()));
            return last(open).status() == 200;
          });
      open.remove(open.size() - 1).finish().expectEnd();
    } finally {
      open.forEach(StreamClient::close);
      awaitRoom();
    }
  }

  /** The server may notice a little later that somebody has gone. */
  private void awaitRoom() {
    Eventually.await(
        "there is room for all",
        () -> {
          List<StreamClient> all =
              Stream.generate(() -> StreamClient.open(base, "full")).limit(MOST).toList();
          boolean isRoom = all.stream().allMatch(stream -> stream.status() == 200);
          all.stream()
              .filter(stream -> stream.status() == 200)
              .forEach(stream -> stream.finish().expectEnd());
          all.forEach(StreamClient::close);
          return isRoom;
        });
  }

  @Test
  void streamThatComesWhole_isAnsweredLineByLine() {
    Api api = Api.of(base, "whole");
    try (RawWebSocket ann = api.client("ann")) {
      String lines = "{\"to\":{\"user\":\"ann\"},\"text\":\"x\"}\n".repeat(3);
      HttpAnswer answer =
          HttpCalls.to(base)
              .post("/api/v1/apps/whole/messages/stream", "application/x-ndjson", lines);
      assertThat(answer.text().lines()).hasSize(3);
      try (StreamClient stream = StreamClient.open(base, api.app())) {
        assertThat(stream.status()).isEqualTo(200);
        stream.finish(lines.getBytes(UTF_8));
        assertThat(stream.next().getInt("line")).isEqualTo(1);
        assertThat(stream.next().getInt("line")).isEqualTo(2);
        assertThat(stream.next().getInt("line")).isEqualTo(3);
        stream.expectEnd();
      }
      for (int i = 0; i < 6; i++) {
        ann.expect("x");
      }
    }
  }

  @Test
  void streamOfNothing_isAnsweredWithNothing() {
    HttpAnswer answer =
        HttpCalls.to(base).post("/api/v1/apps/nothing/messages/stream", "application/x-ndjson", "");
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.text()).isEmpty();
  }

  private static StreamClient last(List<StreamClient> all) {
    return all.get(all.size() - 1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Content-Type: application/json | 415",
        "Content-Type: application/x-ndjson; charset=iso-8859-1 | 415",
        "X-None: | 415",
        "Content-Type: application/x-ndjson#X-Forwarded-For: 1.2.3.4 | 403",
        "Content-Type: application/x-ndjson#X-Gateway-Key: k | 401",
      })
  void whatIsNoStream_isRefusedAtOnce(String headers, int status) {
    try (StreamClient stream =
        StreamClient.open(base, "refused", headers.replace("#", "\r\n") + "\r\n")) {
      assertThat(stream.status()).isEqualTo(status);
      assertThat(stream.head()).contains("application/problem+json");
    }
  }

  @Test
  void otherMethods_areToldWhatIsAllowed() {
    assertThat(Api.of(base, "get").get("/messages/stream").status()).isEqualTo(405);
    assertThat(Api.of(base, "get").get("/messages/stream").header("Allow")).contains("POST");
    try (StreamClient stream = StreamClient.open(base, "x".repeat(300), NDJSON)) {
      assertThat(stream.status()).isEqualTo(400);
    }
  }

  /** The first that is wrong. */
  private static String field(JsonObject answer) {
    return answer
        .getJsonObject("problem")
        .getJsonArray("errors")
        .getJsonObject(0)
        .getString("field");
  }

  private static void assertProblem(
      JsonObject answer, int line, String id, int status, String slug) {
    assertThat(answer.getInt("line")).isEqualTo(line);
    assertThat(answer.getString("id", null)).isEqualTo(id);
    JsonObject problem = answer.getJsonObject("problem");
    assertThat(problem.getInt("status")).isEqualTo(status);
    assertThat(problem.getString("type")).isEqualTo("urn:wsgateway:error:" + slug);
    assertThat(problem.getString("detail")).isNotEmpty();
  }
}
