package io.wsgateway.dialect.gm;

import static org.assertj.core.api.Assertions.assertThat;

import io.wsgateway.json.JsonText;
import jakarta.json.JsonValue;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GmNamesTest {
  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      delimiter = '|',
      value = {
        "5        | 5        | 5",
        "-5       | -5       | -5",
        "0        | 0        | 0",
        "1.0      | 1.0      | 1.0",
        "1e3      | 1000.0   | 1000.0",
        "12345678901234567890 | 12345678901234567890 | 12345678901234567890",
        "true     | true     | True",
        "false    | false    | False",
        "null     | null     | None",
        "\"bob\"  | bob      | bob",
        "\"张三\" | 张三     | 张三",
        "\"5\"    | \"5\"    | 5",
        "\"1e3\"  | \"1e3\"  | 1e3",
        "\" 5 \"  | \" 5 \"  | ` 5 `",
        "\"true\" | \"true\" | true",
        "\"null\" | \"null\" | null",
        "\"\"     | \"\"     | ``",
        "\"\\\"x\\\"\" | \"\\\"x\\\"\" | \"x\"",
        "\"\\\"世\\\"\" | \"\\\"\\u4e16\\\"\" | \"世\"",
        "\"\\\"x\" | \"x     | \"x",
        "\"NaN\"  | NaN      | NaN",
        "\"007\"  | 007      | 007",
        "\"[1]\"  | [1]      | [1]",
        "\"{}\"   | {}       | {}",
      })
  void id_hasAName_andIsPrintedAsPythonPrintsIt(String json, String name, String printed) {
    assertThat(GmNames.of(read(json))).contains(name);
    assertThat(GmNames.printed(name)).isEqualTo(printed);
  }

  @ParameterizedTest
  @ValueSource(strings = {"[]", "[1]", "{}", "{\"a\":1}"})
  void objectsAndLists_areNoIds(String json) {
    assertThat(GmNames.of(read(json))).isEmpty();
  }

  @Test
  void differentIds_haveDifferentNames() {
    List<String> ids =
        List.of(
            "5",
            "5.0",
            "true",
            "false",
            "null",
            "\"5\"",
            "\"5.0\"",
            "\"true\"",
            "\"null\"",
            "\"\"",
            "\"\\\"5\\\"\"",
            "\"\\\"\\\"\"",
            "\"\\\"\\\\\\\"5\\\\\\\"\\\"\"",
            "\"\\\"5\"");

    Stream<String> names = ids.stream().map(id -> GmNames.of(read(id)).orElseThrow());

    assertThat(names).doesNotHaveDuplicates();
  }

  @Test
  void aNameThatNoGmIdHas_isPrintedAsItIs() {
    assertThat(GmNames.printed("1.50")).isEqualTo("1.50");
    assertThat(GmNames.printed("user 1")).isEqualTo("user 1");
  }

  private static JsonValue read(String json) {
    return JsonText.parse(json).orElseThrow();
  }
}
