package io.wsgateway.json;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import jakarta.json.JsonValue.ValueType;
import java.math.BigDecimal;
import java.math.BigInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTextTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        " [ ] ",
        "\t\r\n\"\"\n",
        "0",
        "-0",
        "1.5E+2",
        "true",
        "false",
        "null",
        "{\"\":[{},\"\u2028\u007f\",\"\\ud800\",\"\\udc00\\ud800\"]}",
        "\"\ud800\"",
        "\"\\u0000\\/\\b\\f\\n\\r\\t\\\"\\\\\"",
        "1e-999999999",
        "0e99999999999999999999",
        "1e-99999999999999999999",
      })
  void parse_takesJson(String json) {
    assertThat(JsonText.parse(json)).isPresent();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "\ufeff{}",
        "\u00a0{}",
        "{",
        "}",
        "[",
        "]",
        "[1",
        "[1,]",
        "[,1]",
        "[1,,2]",
        "[1 2]",
        "{\"a\"}",
        "{\"a\":}",
        "{\"a\":1,}",
        "{,}",
        "{a:1}",
        "{'a':1}",
        "{\"a\":1 \"b\":2}",
        "{1:2}",
        "[}",
        "{]",
        "{\"a\":1]",
        "[1}",
        "{} {}",
        "[][]",
        "{}x",
        "[]]",
        "{}}",
        "1 2",
        "1,",
        "null null",
        "\"a\" \"b\"",
        "nul",
        "nulll",
        "True",
        "truefalse",
        "NaN",
        "Infinity",
        "-Infinity",
        "undefined",
        "01",
        "-01",
        "+1",
        "-",
        ".5",
        "1.",
        "1.e5",
        "1e",
        "1e+",
        "1ee5",
        "1e5.0",
        "0x10",
        "--1",
        "1_000",
        "\"",
        "\"abc",
        "\"\\\"",
        "\"\\x\"",
        "\"\\u12\"",
        "\"\\u12G4\"",
        "\"\\U0041\"",
        "\"\\'\"",
        "'a'",
        "\"\n\"",
        "\"\t\"",
        "\"\u0000\"",
        "\"\u001f\"",
        "[1]\u0000",
        "// c\n1",
        "1 // c",
        "/**/1",
        "\\u0031",
        "[\"a\":1]",
        "{\"a\",1}",
        "{\"a\"::1}",
        "[1:2]",
        "\ud800",
        "{\"a\":1}\ud800",
      })
  void parse_refusesEverythingElse(String text) {
    assertThat(JsonText.parse(text)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"1e309", "-1e309", "1e999999999", "1e2147483648", "1e99999999999999999999"})
  void parse_refusesANumberThatNoDoubleHolds(String number) {
    assertThat(JsonText.parse(number)).isEmpty();
    assertThat(JsonText.parse("{\"a\":[" + number + "]}")).isEmpty();
  }

  @Test
  void parse_refusesANumberOfMoreThan1000Characters() {
    assertThat(JsonText.parse("0." + "1".repeat(998))).isPresent();
    assertThat(JsonText.parse("0." + "1".repeat(999))).isEmpty();
  }

  @Test
  void parse_refusesMoreThan64Levels() {
    assertThat(JsonText.parse("[".repeat(64) + "]".repeat(64))).isPresent();
    assertThat(JsonText.parse("[".repeat(65) + "]".repeat(65))).isEmpty();
    assertThat(JsonText.parse("{\"a\":".repeat(64) + "1" + "}".repeat(64))).isPresent();
    assertThat(JsonText.parse("{\"a\":".repeat(65) + "1" + "}".repeat(65))).isEmpty();
  }

  @Test
  void parse_endsSoon_whateverTheText() {
    int size = 5_000_000;
    assertTimeoutPreemptively(
        ofSeconds(20),
        () -> {
          assertThat(JsonText.parse("[".repeat(size))).isEmpty();
          assertThat(JsonText.parse("{\"a\":".repeat(size / 5))).isEmpty();
          assertThat(JsonText.parse("1".repeat(size))).isEmpty();
          assertThat(JsonText.parse("1e" + "9".repeat(size))).isEmpty();
          assertThat(JsonText.parse("\"" + "a".repeat(size))).isEmpty();
        });
  }

  @Test
  void parse_keepsTheLastOfEqualNames_inTheFirstOnesPlace() {
    JsonObject object = parsed("{\"b\":1,\"a\":2,\"\\u0062\":3}").asJsonObject();

    assertThat(object.keySet()).containsExactly("b", "a");
    assertThat(object.getInt("b")).isEqualTo(3);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-0", "-5", "9223372036854775807", "12345678901234567890"})
  void isIntegral_withoutFractionAndExponent(String json) {
    assertThat(number(json).isIntegral()).isTrue();
    assertThat(number(json).bigIntegerValueExact()).isEqualTo(new BigInteger(json));
  }

  @ParameterizedTest
  @ValueSource(strings = {"1.0", "1e3", "1.0e1", "10e-1", "1E0", "-0.0"})
  void isNotIntegral_withFractionOrExponent(String json) {
    assertThat(number(json).isIntegral()).isFalse();
    assertThat(number(json)).hasToString(json);
    assertThat(number(json).doubleValue()).isEqualTo(Double.parseDouble(json));
  }

  @Test
  void arithmetic_costsNothing_whateverTheExponent() {
    assertTimeoutPreemptively(
        ofSeconds(5),
        () -> {
          for (String json : new String[] {"1e-999999999", "0e999999999", "1e-99999999999"}) {
            assertThat(number(json).bigIntegerValue()).isZero();
            assertThat(number(json).longValue()).isZero();
            assertThat(number(json).bigDecimalValue()).isZero();
          }
          assertThat(number("1e308").bigIntegerValueExact()).isEqualTo(BigInteger.TEN.pow(308));
        });
  }

  @Test
  void numbers_areEqual_whenTheirDecimalsAre() {
    assertThat(number("1.50")).isEqualTo(number("1.50")).isNotEqualTo(number("1.51"));
    assertThat(number("150e-2")).isEqualTo(number("1.50")).hasSameHashCodeAs(number("1.50"));
    assertThat(number("1.5").bigDecimalValue()).isEqualTo(new BigDecimal("1.5"));
  }

  private static JsonNumber number(String json) {
    JsonValue value = parsed(json);
    assertThat(value.getValueType()).isEqualTo(ValueType.NUMBER);
    return (JsonNumber) value;
  }

  private static JsonValue parsed(String json) {
    return JsonText.parse(json).orElseThrow();
  }
}
