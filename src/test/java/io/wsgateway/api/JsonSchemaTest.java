package io.wsgateway.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonValue;
import java.io.StringReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonSchemaTest {
  private static final String DOCUMENT =
      """
      {"schemas": {
        "Name": {"type": "string", "minLength": 1},
        "Person": {"type": "object", "properties": {"name": {"$ref": "#/schemas/Name"}}}
      }}
      """;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"type": "object"} | {} | []
          {"type": "array"} | [] | {}
          {"type": "string"} | "" | 1
          {"type": "number"} | 1.5 | "1.5"
          {"type": "integer"} | 1.0 | 1.5
          {"type": "integer"} | -3 | "3"
          {"type": "boolean"} | false | null
          {"const": true} | true | false
          {"enum": ["a", 1]} | 1 | "b"
          {"minimum": 2} | 2 | 1.9
          {"minimum": 2} | "1" | 1
          {"maximum": 9007199254740991} | 9007199254740991 | 9007199254740992
          {"minLength": 1} | "\\uD83D\\uDE00" | ""
          {"maxLength": 1} | "\\uD83D\\uDE00" | "ab"
          {"pattern": "^[0-9]+$"} | "42" | "4 2"
          {"minItems": 1} | [0] | []
          {"maxItems": 1} | [0] | [0, 0]
          {"minProperties": 1} | {"a": 0} | {}
          {"maxProperties": 1} | {"a": 0} | {"a": 0, "b": 0}
          {"required": ["a"]} | {"a": null} | {"b": 0}
          {"items": {"type": "string"}} | ["a"] | ["a", 1]
          {"properties": {"a": {"type": "string"}}} | {"a": "", "b": 1} | {"a": 1}
          {"properties": {"a": {}}, "additionalProperties": false} | {"a": 1} | {"b": 1}
          {"additionalProperties": {"type": "string"}} | {"a": ""} | {"a": 1}
          {"oneOf": [{"required": ["a"]}, {"required": ["b"]}]} | {"b": 1} | {"a": 1, "b": 1}
          {"oneOf": [{"required": ["a"]}, {"required": ["b"]}]} | {"a": 1} | {"c": 1}
          {"$ref": "#/schemas/Person"} | {"name": "ann"} | {"name": ""}
          {"$ref": "#/schemas/Name", "maxLength": 3} | "ann" | "anna"
          """)
  void keyword_tellsRightFromWrong(String schema, String right, String wrong) {
    assertThat(schema(schema).faults(value(right))).isEmpty();
    assertThat(schema(schema).faults(value(wrong))).hasSize(1);
  }

  @Test
  void fault_saysWhere() {
    String schema =
        """
        {"properties": {"to": {"properties": {"users": {"items": {"type": "string"}}}}}}
        """;

    assertThat(schema(schema).faults(value("{\"to\": {\"users\": [\"a\", 1, 2]}}")))
        .containsExactly(
            ".to.users[1] is not of type \"string\"", ".to.users[2] is not of type \"string\"");
  }

  @Test
  void closed_allowsOnlyWhatIsDescribed_atEveryDepth() {
    JsonSchema schema = schema("{\"items\": {\"$ref\": \"#/schemas/Person\"}}");
    JsonValue more = value("[{\"name\": \"ann\", \"age\": 7}]");

    assertThat(schema.faults(more)).isEmpty();
    assertThat(schema.closed().faults(more)).containsExactly("[0].age is not described");
    assertThat(schema("{\"additionalProperties\": true}").closed().faults(value("{\"a\": 1}")))
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"exclusiveMinimum\": 1}",
        "{\"type\": \"text\"}",
        "{\"items\": {\"uniqueItems\": true}}",
        "{\"properties\": {\"a\": {\"anyOf\": []}}}",
        "{\"additionalProperties\": {\"maxLenght\": 1}}",
        "{\"oneOf\": [{}, {\"not\": {}}]}",
        "{\"$ref\": \"#/schemas/Nobody\"}",
        "{\"$ref\": \"other.json#/schemas/Name\"}",
      })
  void whatIsNotChecked_isAMistake(String schema) {
    assertThatThrownBy(() -> schema(schema).requireKnownKeywords())
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static JsonSchema schema(String schema) {
    return JsonSchema.of(object(DOCUMENT), object(schema));
  }

  private static JsonObject object(String text) {
    return value(text).asJsonObject();
  }

  private static JsonValue value(String text) {
    try (JsonReader reader = Json.createReader(new StringReader(text))) {
      return reader.readValue();
    }
  }
}
