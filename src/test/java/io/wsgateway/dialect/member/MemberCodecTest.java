package io.wsgateway.dialect.member;

import static org.assertj.core.api.Assertions.assertThat;

import io.wsgateway.core.Destination;
import io.wsgateway.core.Payload;
import io.wsgateway.core.Publication;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.StringReader;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MemberCodecTest {
  private final MemberCodec codec = new MemberCodec();

  @Test
  void login_isANumberAndMaybeAToken() {
    assertThat(MemberCodec.login("{\"member_id\":5,\"token\":\"t\"}"))
        .contains(new MemberCodec.Login(5, "t"));
    assertThat(MemberCodec.login("{\"member_id\":-9223372036854775808}"))
        .contains(new MemberCodec.Login(Long.MIN_VALUE, ""));
    assertThat(MemberCodec.login(" {\"Token\":null,\"x\":[{}],\"MEMBER_ID\":1,\"member_id\":7}"))
        .contains(new MemberCodec.Login(7, ""));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "5",
        "[]",
        "null",
        "{}",
        "{\"member_id\":0}",
        "{\"member_id\":-0}",
        "{\"member_id\":\"5\"}",
        "{\"member_id\":1.0}",
        "{\"member_id\":1e0}",
        "{\"member_id\":9223372036854775808}",
        "{\"member_id\":true}",
        "{\"member_id\":null}",
        "{\"member_id\":5,\"token\":5}",
        "{\"member_id\":5,\"token\":[]}",
        "{\"member_id\":5} x",
        "{\"member_id\":5",
        "{\"token\":\"t\"}"
      })
  void login_ofAnythingElse_isNothing(String message) {
    assertThat(MemberCodec.login(message)).isEmpty();
  }

  @Test
  void login_keepsItsTokenToItself() {
    assertThat(new MemberCodec.Login(5, "hush").toString()).contains("5").doesNotContain("hush");
  }

  @Test
  void subscription_isAnyNameAsItIs() {
    assertThat(MemberCodec.subscription("{\"app\":\" 50%d \\\"世界\"}")).contains(" 50%d \"世界");
    assertThat(MemberCodec.subscription("{\"APP\":\"a\",\"member_id\":\"x\"}")).contains("a");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "hello",
        "null",
        "{}",
        "{\"app\":\"\"}",
        "{\"app\":5}",
        "{\"app\":null}",
        "[]"
      })
  void subscription_ofAnythingElse_isNothing(String message) {
    assertThat(MemberCodec.subscription(message)).isEmpty();
  }

  @Test
  void push_hasZerosForWhatIsMissing() {
    assertThat(MemberCodec.push("{\"app\":\"a\",\"member_id\":5,\"text\":\"t\",\"x\":1}"))
        .contains(new MemberCodec.Push("a", 5, "t"));
    assertThat(MemberCodec.push("{}")).contains(new MemberCodec.Push("", 0, ""));
    assertThat(MemberCodec.push("null")).contains(new MemberCodec.Push("", 0, ""));
    assertThat(MemberCodec.push("{\"app\":null,\"member_id\":null,\"text\":null}"))
        .contains(new MemberCodec.Push("", 0, ""));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{hello:world}",
        "[]",
        "5",
        "{\"app\":5}",
        "{\"member_id\":\"5\"}",
        "{\"member_id\":1.5}",
        "{\"text\":{\"a\":1}}",
        "{\"app\":\"m\"} trailing",
        "\ufeff{}"
      })
  void push_ofAnythingElse_isNothing(String body) {
    assertThat(MemberCodec.push(body)).isEmpty();
  }

  @Test
  void encode_ofAPushFromHere_isWhatWasPushed() {
    Destination topic = new Destination.OfTopic("a", "c17");
    assertThat(encoded(topic, "m", Map.of(MemberCodec.MEMBER_ID, "5")))
        .isEqualTo("{\"app\":\"c17\",\"member_id\":5,\"text\":\"m\"}");
    Destination user = new Destination.OfUser("a", "1001");
    assertThat(encoded(user, "m", Map.of(MemberCodec.MEMBER_APP, "secret")))
        .isEqualTo("{\"app\":\"secret\",\"member_id\":1001,\"text\":\"m\"}");
  }

  @Test
  void encode_ofAMessageFromElsewhere_namesTheTopicOrIm() {
    assertThat(encoded(new Destination.OfTopic("a", "news"), "m", Map.of()))
        .isEqualTo("{\"app\":\"news\",\"member_id\":-1,\"text\":\"m\"}");
    assertThat(encoded(new Destination.OfTopic("a", "42"), "m", Map.of()))
        .isEqualTo("{\"app\":\"42\",\"member_id\":42,\"text\":\"m\"}");
    assertThat(encoded(new Destination.OfUser("a", "7"), "m", Map.of()))
        .isEqualTo("{\"app\":\"im\",\"member_id\":7,\"text\":\"m\"}");
    for (String noNumber : new String[] {"bob", "07", "+7", "7 ", "٣", "9223372036854775808"}) {
      assertThat(encoded(new Destination.OfUser("a", noNumber), "m", Map.of()))
          .isEqualTo("{\"app\":\"im\",\"member_id\":-1,\"text\":\"m\"}");
    }
    assertThat(encoded(new Destination.OfAll("a"), "m", Map.of("vein.event", "1")))
        .isEqualTo("{\"app\":\"im\",\"member_id\":-1,\"text\":\"m\"}");
    assertThat(encoded(new Destination.OfConnection("a", 9), "m", Map.of()))
        .isEqualTo("{\"app\":\"im\",\"member_id\":-1,\"text\":\"m\"}");
  }

  @Test
  void encode_escapesAsGoDoes() {
    assertThat(encoded(new Destination.OfTopic("a", "<a&b>"), "\"\\\b\n\u2028\u0001ü😀", Map.of()))
        .isEqualTo(
            "{\"app\":\"\\u003ca\\u0026b\\u003e\",\"member_id\":-1,"
                + "\"text\":\"\\\"\\\\\\u0008\\n\\u2028\\u0001ü😀\"}");
  }

  @Test
  void encode_cannotExpressBytes() {
    Destination all = new Destination.OfAll("a");
    assertThat(codec.encode(publication(all, Payload.binary(new byte[1]), Map.of()))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"c17", "a\"b", "50%d", " c27 ", "\\", "<b>", "世界"})
  void answers_haveValidJsonInside_whateverTheName(String topic) {
    String text = parse(MemberAnswers.subscribed(topic).text()).getString("text");

    assertThat(parse(text).getString("message")).isEqualTo("subscribe " + topic + " success");
    assertThat(parse(text).getInt("code")).isEqualTo(200);
  }

  private static JsonObject parse(String json) {
    return Json.createReader(new StringReader(json)).readObject();
  }

  private String encoded(Destination destination, String text, Map<String, String> attributes) {
    return codec
        .encode(publication(destination, Payload.text(text), attributes))
        .orElseThrow()
        .text();
  }

  private static Publication publication(
      Destination destination, Payload payload, Map<String, String> attributes) {
    return new Publication(1, destination, payload, null, Set.of(), Set.of(), attributes, 0);
  }
}
