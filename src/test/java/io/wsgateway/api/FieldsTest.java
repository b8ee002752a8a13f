package io.wsgateway.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.wsgateway.json.JsonText;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FieldsTest {
  private record Everything(
      String text,
      Long number,
      Boolean truth,
      List<String> texts,
      List<Long> numbers,
      Inner inner) {
    static Everything read(Fields fields) {
      return new Everything(
          fields.text("text"),
          fields.number("number"),
          fields.truth("truth"),
          fields.texts("texts"),
          fields.numbers("numbers"),
          fields.object("inner", Inner::read));
    }
  }

  private record Inner(Integer parsed, int size) {
    static Inner read(Fields fields) {
      var array = fields.array("any");
      return new Inner(
          fields.parsed("parsed", Integer::valueOf, "a number in quotes"),
          array == null ? 0 : array.size());
    }
  }

  @Test
  void members_areTaken_byTheirTypes() {
    Everything all =
        Fields.read(
            json(
                "{'text':'5','number':9007199254740993,'truth':false,'texts':['','😀'],"
                    + "'numbers':[-1],'inner':{'parsed':'7','any':[1,'2',null]}}"),
            Everything::read);

    assertThat(all)
        .isEqualTo(
            new Everything(
                "5", 9007199254740993L, false, List.of("", "😀"), List.of(-1L), new Inner(7, 3)));
  }

  @Test
  void members_thatAreNullOrMissing_areNull() {
    Everything none = new Everything(null, null, null, null, null, null);

    assertThat(Fields.read(json("{}"), Everything::read)).isEqualTo(none);
    assertThat(
            Fields.read(
                json("{'text':null,'number':null,'texts':null,'inner':null}"), Everything::read))
        .isEqualTo(none);
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "{'text':5}, text",
        "{'text':['a']}, text",
        "{'text':'\\ud800'}, text",
        "{'text':'\\udc00\\ud800'}, text",
        "{'number':'5'}, number",
        "{'number':5.0}, number",
        "{'number':1e3}, number",
        "{'number':9223372036854775808}, number",
        "{'truth':'true'}, truth",
        "{'truth':0}, truth",
        "{'texts':'a'}, texts",
        "`{'texts':['a',1]}`, texts[1]",
        "{'texts':[null]}, texts[0]",
        "{'texts':{}}, texts",
        "{'numbers':[true]}, numbers[0]",
        "{'inner':[]}, inner",
        "{'inner':{'parsed':'x'}}, inner.parsed",
        "{'inner':{'parsed':7}}, inner.parsed",
        "{'inner':{'any':{}}}, inner.any",
        "{'txt':'a'}, txt",
        "{'Text':'a'}, Text",
        "{'':null}, ``",
        "{'inner':{'text':'a'}}, inner.text",
      })
  void whatIsOfAnotherType_orUnknown_isNamed(String body, String field) {
    assertThat(faults(json(body), Everything::read)).containsOnlyKeys(field);
  }

  @Test
  void everythingWrong_isToldAtOnce_butNotWithoutEnd() {
    assertThat(
            faults(
                json("{'text':1,'tex':2,'inner':{'parsed':'','x':0},'numbers':['1']}"),
                Everything::read))
        .containsOnlyKeys("text", "tex", "inner.parsed", "inner.x", "numbers[0]");

    String many =
        IntStream.range(0, 100).mapToObj(i -> "'f" + i + "':1").collect(Collectors.joining(","));
    assertThat(faults(json("{" + many + "}"), Everything::read)).hasSize(InvalidBody.MAX_FAULTS);
  }

  @Test
  void anUnknownMember_isShownWithWhatIsKnown_andCutIfItIsLong() {
    Map<String, String> faults = faults(json("{'" + "x".repeat(5000) + "':1}"), Inner::read);

    assertThat(faults).containsOnlyKeys("x".repeat(60) + "...");
    assertThat(faults.values().iterator().next()).contains("known are any, parsed");
  }

  @ParameterizedTest
  @ValueSource(strings = {"[]", "'a'", "1", "null", "true"})
  void whatIsNoObject_isRefused(String body) {
    assertThat(faults(json(body), Everything::read)).containsOnlyKeys("");
  }

  @Test
  void allTexts_takesAnyNames_andTextsOnly() {
    assertThat(Fields.read(json("{'a':'1','b c':''}"), Fields::allTexts))
        .containsExactly(Map.entry("a", "1"), Map.entry("b c", ""));
    assertThat(faults(json("{'a':null,'b':1,'c':'x'}"), Fields::allTexts))
        .containsOnlyKeys("a", "b");
    assertThat(faults(json("{'" + "x".repeat(5000) + "':1}"), Fields::allTexts))
        .containsOnlyKeys("x".repeat(60) + "...");
  }

  private static Map<String, String> faults(JsonValue value, Function<Fields, ?> reader) {
    InvalidBody invalid = catchThrowableOfType(InvalidBody.class, () -> Fields.read(value, reader));
    JsonObject document = invalid.document();
    assertThat(document.getInt("status")).isEqualTo(400);
    return document.getJsonArray("errors").getValuesAs(JsonObject.class).stream()
        .collect(Collectors.toMap(one -> one.getString("field"), one -> one.getString("detail")));
  }

  private static JsonValue json(String text) {
    return JsonText.parse(text.replace('\'', '"')).orElseThrow();
  }
}
