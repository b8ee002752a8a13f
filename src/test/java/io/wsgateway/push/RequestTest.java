package io.wsgateway.push;

import static io.wsgateway.push.ScriptedGateway.answering;
import static io.wsgateway.push.ScriptedGateway.ok;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wsgateway.json.JsonText;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is sent. */
class RequestTest {
  private static final String PAGE = "{\"items\":[],\"missing\":[]}";

  @Test
  void message_isWrittenAsTheApiReadsIt() {
    Message message =
        Message.text(Target.topics(List.of("news", "sport")), "a \"b\"\n\u0001 世😀")
            .from("ann")
            .exceptUsers(List.of("bob"))
            .exceptConnections(List.of(7L));

    assertThat(JsonWriter.text(message.json()))
        .isEqualTo(
            "{\"to\":{\"topics\":[\"news\",\"sport\"]},\"text\":\"a \\\"b\\\"\\u000a\\u0001 世😀\","
                + "\"from\":\"ann\",\"except\":{\"users\":[\"bob\"],\"connections\":[7]}}");
    assertThat(JsonWriter.text(Message.binary(Target.all(), new byte[] {0, 1, -1}).json()))
        .isEqualTo("{\"to\":{\"all\":true},\"binary\":\"AAH/\"}");
    assertThat(JsonWriter.text(Map.of("", List.of("\ud800", "\udc00x"))))
        .isEqualTo("{\"\":[\"\\ud800\",\"\\udc00x\"]}");
    assertThat(message).hasToString("message to topics");
  }

  @ParameterizedTest
  @CsvSource({
    "ann, ann",
    "ann@example.com, ann%40example.com",
    "a b;c?d#e+f%, a%20b%3Bc%3Fd%23e%2Bf%25",
    "ü世, %C3%BC%E4%B8%96",
    "a/b, ~YS9i",
    "a\\b, ~YVxi",
    "., ~Lg",
    ".., ~Li4",
    "...x, ...x",
    "~ann, ~fmFubg"
  })
  void name_isEncoded_soThatItArrives(String name, String sent) {
    assertThat(PathText.segment(name)).isEqualTo(sent);
  }

  @Test
  void name_thatIsNoText_isRefused() {
    assertThatThrownBy(() -> Target.user("a\ud800"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("surrogate");
  }

  @Test
  void pathsAndQueries_areBelowTheAddress() {
    try (ScriptedGateway gateway = answering(ok(PAGE));
        PushClient client =
            PushClient.builder().uri(gateway.uri() + "/gateway/").app("a/b").build()) {
      client.usersIn("n ews", 7, "bo b&");

      assertThat(gateway.requests().get(0))
          .startsWith(
              "GET /gateway/api/v1/apps/~YS9i/topics/n%20ews/users?limit=7&after=bo%20b%26"
                  + " HTTP/1.1\r\n");
      assertThat(gateway.sent("Upgrade")).containsExactly("-");
      assertThat(gateway.sent("X-API-Key")).containsExactly("-");
    }
  }

  @Test
  void key_isShown_andSignedRequestsDoNotShowIt() {
    String secret = "0123456789abcdef";
    try (ScriptedGateway gateway = answering(ScriptedGateway.problem(503, "overloaded"), ok(PAGE));
        PushClient client = gateway.client().signedBy("backend", secret).build();
        PushClient plain = gateway.client().key(secret).build()) {
      client.users(1, Page.START);
      plain.users(1, Page.START);

      assertThat(gateway.sent("X-API-Key")).containsExactly("-", "-", secret);
      assertThat(gateway.sent("X-Gateway-Key")).containsExactly("backend", "backend", "-");
      assertThat(new HashSet<>(gateway.sent("X-Gateway-Nonce"))).hasSize(3);
      assertThat(String.join("", gateway.requests().subList(0, 2))).doesNotContain(secret);
    }
  }

  @Test
  void signatures_areThoseOfTheGuide() throws IOException {
    var vectors =
        JsonText.parse(Files.readString(Path.of("src/docs/signed-requests.json")))
            .orElseThrow()
            .asJsonObject()
            .getJsonArray("vectors");

    assertThat(vectors).isNotEmpty();
    for (var value : vectors) {
      var one = value.asJsonObject();
      String query = one.getString("query");
      URI address =
          URI.create(
              "http://localhost" + one.getString("path") + (query.isEmpty() ? "" : "?" + query));
      assertThat(
              Credentials.signature(
                  one.getString("secret"),
                  one.getString("method"),
                  address,
                  one.getString("body").getBytes(StandardCharsets.UTF_8),
                  one.getString("time"),
                  one.getString("nonce")))
          .as(one.getString("name"))
          .isEqualTo(one.getString("signature"));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "push.example",
        "ftp://push.example",
        "http:///x",
        "http://me:secret@push.example",
        "http://push.example/?a=b",
        "http://push.example/#a"
      })
  void address_thatCannotBe_isRefused_andNotRepeated(String address) {
    assertThatThrownBy(() -> PushClient.builder().uri(address))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageNotContaining("secret");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "geheim-schlüssel", "a\r\nX-Evil: 1", " a"})
  void secret_thatNoHeaderHolds_isRefused_andNotRepeated(String secret) {
    assertThatThrownBy(() -> PushClient.builder().key(secret))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageNotContaining("schlüssel");
  }

  @Test
  void whatCannotBe_isRefusedBeforeItIsSent() {
    PushClientBuilder builder = PushClient.builder();
    assertThatThrownBy(builder::build).isInstanceOf(IllegalStateException.class);
    List<String> many = Collections.nCopies(1_001, "u");
    for (Runnable wrong :
        List.<Runnable>of(
            () -> Target.users(many),
            () -> Target.topics(List.of()),
            () -> Message.text(Target.all(), "x").exceptUsers(many),
            () -> Message.text(Target.all(), "x").withKey("a b"),
            () -> Paths.page(0, ""),
            () -> builder.maxInFlight(0),
            () -> builder.requestTimeout(java.time.Duration.ZERO),
            () -> builder.signedBy("a b", "x"),
            () -> new Retries(0, ZERO, ZERO, ONE),
            () -> new Retries(1, ONE, ZERO, ONE),
            () -> new Retries(1, ZERO, ZERO, ZERO))) {
      assertThatThrownBy(wrong::run).isInstanceOf(IllegalArgumentException.class);
    }
  }

  private static final java.time.Duration ZERO = java.time.Duration.ZERO;
  private static final java.time.Duration ONE = java.time.Duration.ofSeconds(1);
}
