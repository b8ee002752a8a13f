package io.wsgateway.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.json.Json;
import jakarta.json.JsonValue;
import java.io.StringReader;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExpectedTest {
  private final Variables variables = new Variables(Map.of("user", "u1"));

  private static JsonValue json(String text) {
    return Json.createReader(new StringReader(text)).readValue();
  }

  private boolean met(String expected, Object actual) {
    return Expected.of(json(expected)).isMetBy(actual, variables);
  }

  @Test
  void exactly_comparesTextsNumbersAndNull() {
    assertThat(met("\"a\"", "a")).isTrue();
    assertThat(met("\"a\"", "a ")).isFalse();
    assertThat(met("\"a\"", null)).isFalse();
    assertThat(met("200", 200)).isTrue();
    assertThat(met("200", 201)).isFalse();
    assertThat(met("null", null)).isTrue();
    assertThat(met("null", "")).isFalse();
    assertThat(met("\"${user} ${other}\"", "u1 ${other}")).isTrue();
  }

  @Test
  void anyOf_takesOneOfSeveral() {
    assertThat(met("{\"any_of\":[400,426]}", 426)).isTrue();
    assertThat(met("{\"any_of\":[400,426]}", 200)).isFalse();
    assertThat(met("{\"any_of\":[\"x\",null]}", null)).isTrue();
  }

  @Test
  void match_needsTheWholeText_andSetsVariables() {
    assertThat(met("{\"match\":\"id:(?P<my_id>[0-9]+)\"}", "id:17")).isTrue();
    assertThat(variables.fill("${my_id}")).isEqualTo("17");
    assertThat(met("{\"match\":\"id:${my_id}\"}", "id:17")).isTrue();
    assertThat(met("{\"match\":\"id:\"}", "id:17")).isFalse();
    assertThat(met("{\"match\":\"a.b\"}", "a\nb")).as("a dot is any character").isTrue();
    assertThat(met("{\"match\":\"z{70000}\"}", "z".repeat(70_000))).isTrue();
    assertThat(met("{\"match\":\"z{70000}\"}", "z".repeat(69_999))).isFalse();
    assertThat(met("{\"match\":\"(?![\\\\s\\\\S]*Oops)[\\\\s\\\\S]*\"}", "x\nOops")).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "text/html; charset=UTF-8, text/html;charset=utf-8, true",
    "text/html, TEXT/HTML, true",
    "text/html; charset=UTF-8, text/html, false",
    "text/html, , false",
  })
  void contentType_overlooksSpaceAndCase(String expected, String actual, boolean met) {
    Expected type = Expected.contentType(Json.createValue(expected));
    assertThat(type.isMetBy(actual, variables)).isEqualTo(met);
  }

  @ParameterizedTest
  @CsvSource({
    "1005, 1000, true",
    "1000, 1005, true",
    "4001, 4001, true",
    "1000, 1001, false",
    "1005, , false",
    "null, 1000, false",
    "null, , true"
  })
  void closeCode_takesNoCodeForNormal(String expected, Integer actual, boolean met) {
    assertThat(Expected.closeCode(json(expected)).isMetBy(actual, variables)).isEqualTo(met);
  }

  @Test
  void check_saysWhatItGotAndWants() {
    assertThatThrownBy(() -> Expected.of(json("200")).check("status", 404, variables))
        .isInstanceOf(AssertionError.class)
        .hasMessage("status: got 404, want 200");
  }
}
