package io.wsgateway.json;

import static io.wsgateway.json.JsonStyle.GO;
import static io.wsgateway.json.JsonStyle.GO_MAP;
import static io.wsgateway.json.JsonStyle.PYTHON;
import static io.wsgateway.json.JsonStyle.TORNADO;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import jakarta.json.Json;
import jakarta.json.JsonValue;
import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class JsonStyleTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "[]|[]",
        "{}|{}",
        "[[],{},[{}]]|[[], {}, [{}]]",
        "[1,2.5,true,false,null]|[1, 2.5, true, false, null]",
        "{\"b\":1,\"a\":[\"x\"]}|{\"b\": 1, \"a\": [\"x\"]}",
        "[\"\u5f20\u4e09\"]|[\"\\u5f20\\u4e09\"]",
        "[\"\\ud83d\\ude00\"]|[\"\\ud83d\\ude00\"]",
        "[\"\\ud83dx\\ude00\"]|[\"\\ud83dx\\ude00\"]",
        "[\"\\\"\\\\\\/\\n\\r\\t\\b\\f\"]|[\"\\\"\\\\/\\n\\r\\t\\b\\f\"]",
        "[\"\\u0001\\u007f~</\"]|[\"\\u0001\\u007f~</\"]",
        "{\"\u4e16\":1}|{\"\\u4e16\": 1}",
        "[-0,-0.0,0e5,-7]|[0, -0.0, 0.0, -7]",
        "[1.0,1e3,1.0e1,0.1,1.50]|[1.0, 1000.0, 10.0, 0.1, 1.5]",
        "[1e15,1e16,1.5e16,123456789012345680.0]|[1000000000000000.0, 1e+16, 1.5e+16, 1.2345678901234568e+17]",
        "[0.0001,0.00001,1e-7,1.5e-10,1e100]|[0.0001, 1e-05, 1e-07, 1.5e-10, 1e+100]",
        "[12345678901234567890,-9223372036854775809]|[12345678901234567890, -9223372036854775809]",
        "[2.2250738585072014e-308,1.7976931348623157e308]|[2.2250738585072014e-308, 1.7976931348623157e+308]",
      })
  void python_isByteForBytePythons(String json, String expected) {
    assertThat(PYTHON.write(parsed(json))).isEqualTo(expected);
  }

  @Test
  void tornado_alsoEscapesEndTags() {
    String json = "{\"b\":1,\"a\":\"\u4e16</x>\",\"n\":1.0,\"e\":1e3,\"t\":true,\"z\":null}";

    assertThat(TORNADO.write(parsed(json)))
        .isEqualTo(
            "{\"b\": 1, \"a\": \"\\u4e16<\\/x>\", \"n\": 1.0, \"e\": 1000.0, \"t\": true,"
                + " \"z\": null}");
    assertThat(TORNADO.quote("/</<</")).isEqualTo("\"/<\\/<<\\/\"");
    assertThat(TORNADO.write(parsed("{\"</a\":\"<\\\\/\"}"))).isEqualTo("{\"<\\/a\": \"<\\\\/\"}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{ \"b\" : [ 1 , {} , [] ] , \"a\" : null }|{\"b\":[1,{},[]],\"a\":null}",
        "[\"<a href='x'>&/\"]|[\"\\u003ca href='x'\\u003e\\u0026/\"]",
        "[\"\\\"\\\\\\/\\n\\r\\t\"]|[\"\\\"\\\\/\\n\\r\\t\"]",
        "[\"\\b\\f\\u0000\\u001f\\u007f\"]|[\"\\u0008\\u000c\\u0000\\u001f\u007f\"]",
        "[\"\\u2028\\u2029\\u2030\u4e16\"]|[\"\\u2028\\u2029\u2030\u4e16\"]",
        "[\"\\ud83d\\ude00\"]|[\"\ud83d\ude00\"]",
        "[\"\\ud83d\",\"a\\ude00b\\ud83d\\ud83d\\ude00\"]|[\"\ufffd\",\"a\ufffdb\ufffd\ud83d\ude00\"]",
        "[9007199254740993,12345678901234567890,1.0]|[9007199254740993,12345678901234567890,1]",
      })
  void go_isByteForByteGos(String json, String expected) {
    assertThat(GO.write(parsed(json))).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"b\":{\"d\":1,\"c\":[{\"f\":1,\"e\":2}]},\"a\":3}|{\"a\":3,\"b\":{\"c\":[{\"e\":2,\"f\":1}],\"d\":1}}",
        "{\"\\ud83d\\ude00\":1,\"\\uffee\":2,\"a\":3,\"B\":4,\"\":5,\"aa\":6}|{\"\":5,\"B\":4,\"a\":3,\"aa\":6,\"\uffee\":2,\"\ud83d\ude00\":1}",
        "{\"\\ud800\":1,\"\\ud801\":2}|{\"\ufffd\":2}",
        "[1.0,1e3,9007199254740993,12345678901234567890]|[1,1000,9007199254740992,12345678901234567000]",
        "[0,-0,-0.0,-1.5,0.1,100000000000000000000]|[0,-0,-0,-1.5,0.1,100000000000000000000]",
        "[1e20,999999999999999900000,1e21,1.5e21,-1e300]|[100000000000000000000,999999999999999900000,1e+21,1.5e+21,-1e+300]",
        "[0.000001,9.9e-7,1e-07,1.25e-9,1e-10]|[0.000001,9.9e-7,1e-7,1.25e-9,1e-10]",
        "[1e-400,1.7976931348623157e308]|[0,1.7976931348623157e+308]",
      })
  void goMap_isByteForByteGos(String json, String expected) {
    assertThat(GO_MAP.write(parsed(json))).isEqualTo(expected);
  }

  @ParameterizedTest
  @EnumSource
  void numbers_areWrittenInTheFewestDigits_whereOldJavaFindsMore(JsonStyle style) {
    String json =
        "[6.83e21,2.676e22,2.2250738585072014e-308,9.5367431640625e-7,5.684341886080802e-14]";

    String written = style.write(parsed(json)).replace(" ", "");

    assertThat(written)
        .isEqualTo(
            "[6.83e+21,2.676e+22,2.2250738585072014e-308,9.5367431640625e-"
                + (style == GO || style == GO_MAP ? "7" : "07")
                + ",5.684341886080802e-14]");
  }

  @ParameterizedTest
  @EnumSource
  void subnormalNumbers_keepTheirValue(JsonStyle style) {
    for (double number : new double[] {Double.MIN_VALUE, 1e-310, 2.225073858507201e-308}) {
      String written = style.write(parsed("-" + number));

      assertThat(Double.parseDouble(written)).isEqualTo(-number);
    }
  }

  @ParameterizedTest
  @EnumSource
  void quote_isTheTextOfAString(JsonStyle style) {
    String text = "a\"\\\n\u0001\u007f<>&</\u2028\u4e16\ud83d\ude00\ud800";

    assertThat(style.quote(text)).isEqualTo(style.write(Json.createValue(text)));
    assertThat(style.quote("")).isEqualTo("\"\"");
  }

  @ParameterizedTest
  @EnumSource
  void write_leavesANumberBeyondDoublesAsItIs(JsonStyle style) {
    JsonValue huge = Json.createValue(new BigDecimal("1e999999999"));

    assertThat(style.write(huge)).isEqualTo("1E+999999999");
  }

  @ParameterizedTest
  @EnumSource
  void write_refusesToNestMuchDeeperThanIsRead(JsonStyle style) {
    assertThat(style.write(nested(72))).hasSize(2 * 72);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> style.write(nested(73)))
        .withMessageContaining("72");
  }

  private static JsonValue nested(int depth) {
    JsonValue value = JsonValue.EMPTY_JSON_ARRAY;
    for (int i = 1; i < depth; i++) {
      value = Json.createArrayBuilder().add(value).build();
    }
    return value;
  }

  private static JsonValue parsed(String json) {
    return JsonText.parse(json).orElseThrow();
  }
}
