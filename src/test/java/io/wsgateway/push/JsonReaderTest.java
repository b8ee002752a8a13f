package io.wsgateway.push;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonReaderTest {
  @Test
  void values_areRead() {
    assertThat(JsonReader.read(" { \"a\" : [ 1 , -2.5e1, true,false,null ] , \"b\":{} } "))
        .isEqualTo(Map.of("a", Arrays.asList(1L, -25.0, true, false, null), "b", Map.of()));
    assertThat(JsonReader.read("\"\\u00e4\\ud83d\\ude00\\n\\/\\\\\\\"\\b\\f\\r\\t\u4e16\""))
        .isEqualTo("ä😀\n/\\\"\b\f\r\t世");
    assertThat(JsonReader.read("9007199254740991")).isEqualTo(9007199254740991L);
    assertThat(JsonReader.read("1e999")).isEqualTo(Double.POSITIVE_INFINITY);
    assertThat(JsonReader.read("[]")).isEqualTo(List.of());
  }

  @Test
  void whatTheWriterWrites_isReadAgain() {
    Object value = Map.of("a\"\\\u0000\u001f世", List.of("x", 5L, true, Map.of(), List.of()));

    assertThat(JsonReader.read(JsonWriter.text(value))).isEqualTo(value);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "{",
        "[",
        "[1",
        "[1,",
        "[1,]",
        "{\"a\"}",
        "{\"a\":}",
        "{\"a\":1,}",
        "{a:1}",
        "'a'",
        "\"a",
        "\"\\x\"",
        "\"\\u12g4\"",
        "\"\\u12\"",
        "\"\n\"",
        "01",
        "+1",
        "1.",
        ".5",
        "1e",
        "NaN",
        "tru",
        "nul",
        "1 2",
        "{}}",
        "\ufeff{}",
        "-"
      })
  void whatIsNotJson_isRefused(String text) {
    assertThatThrownBy(() -> JsonReader.read(text)).isInstanceOf(MalformedAnswer.class);
  }

  @Test
  void depth_hasALimit() {
    assertThat(JsonReader.read("[".repeat(64) + "]".repeat(64))).isInstanceOf(List.class);
    assertThatThrownBy(() -> JsonReader.read("[".repeat(65) + "]".repeat(65)))
        .isInstanceOf(MalformedAnswer.class);
  }
}
