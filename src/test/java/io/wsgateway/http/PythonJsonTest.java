package io.wsgateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import java.io.StringReader;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PythonJsonTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "[]|[]",
        "{}|{}",
        "[1,2.5,true,false,null]|[1, 2.5, true, false, null]",
        "{\"b\":1,\"a\":[\"x\"]}|{\"b\": 1, \"a\": [\"x\"]}",
        "[\"\u5f20\u4e09\"]|[\"\\u5f20\\u4e09\"]",
        "[\"\\ud83d\\ude00\"]|[\"\\ud83d\\ude00\"]",
        "[\"\\\"\\\\\\/\\n\\r\\t\\b\\f\"]|[\"\\\"\\\\/\\n\\r\\t\\b\\f\"]",
        "[\"\\u0001\\u007f~\"]|[\"\\u0001\\u007f~\"]",
      })
  void write_isByteForBytePythons(String json, String python) {
    assertThat(PythonJson.write(Json.createReader(new StringReader(json)).readValue()))
        .isEqualTo(python);
  }
}
