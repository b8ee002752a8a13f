package io.wsgateway.json;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonValue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GoFieldsTest {
  @ParameterizedTest
  @ValueSource(strings = {"member_sink", "Member_Sink", "MEMBER_SINK", "member_\u017fin\u212a"})
  void get_ignoresCase(String name) {
    assertThat(fields("{\"" + name + "\":5}").get("member_sink")).contains(Json.createValue(5));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "memberSink",
        "member_sink ",
        "member\u007fsink",
        "member_s\u0131nk",
        "member_s\u0130nk"
      })
  void get_findsNothing_underAnyOtherName(String name) {
    assertThat(fields("{\"" + name + "\":5}").get("member_sink")).isEmpty();
  }

  @Test
  void get_takesTheLast() {
    GoFields fields = fields("{\"app\":1,\"App\":2,\"other\":3,\"APP\":null,\"x\":{\"app\":4}}");

    assertThat(fields.get("app")).contains(JsonValue.NULL);
    assertThat(fields.get("OTHER")).contains(Json.createValue(3));
  }

  @Test
  void parse_takesNullForAnObjectWithoutMembers() {
    assertThat(fields("null").get("app")).isEmpty();
    assertThat(fields("{}").get("app")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "[]", "5", "\"null\"", "true", "{", "{}{}", "nullx"})
  void parse_refusesWhatIsNotAnObject(String text) {
    assertThat(GoFields.parse(text)).isEmpty();
  }

  private static GoFields fields(String json) {
    return GoFields.parse(json).orElseThrow();
  }
}
