package io.wsgateway.dialect.vein;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wsgateway.core.GatewayException;
import io.wsgateway.http.Parameters;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VeinPushReaderTest {
  private static final VeinPush PUSH = new VeinPush("a", "u", "{}", "n", "S");
  private static final String FORM = "app_key=a&send_to=u&message={}&nonce=n&sign=S";
  private static final String JSON =
      "{'app_key':'a','send_to':'u','message':'{}','nonce':'n','sign':'S'%s}";

  @ParameterizedTest
  @ValueSource(
      strings = {"", "&ts=", "&ts=-5", "&ts=1700000000&platform=ios&version=1&channel=c&other=x"})
  void form_isRead(String more) {
    assertThat(ofForm(FORM + more)).isEqualTo(PUSH);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ",'ts':null",
        ",'ts':1700000000,'platform':'ios','version':'1','device_no':null,'other':{}",
        ",'SIGN':'S'"
      })
  void json_isRead(String more) {
    assertThat(ofJson(JSON.formatted(more))).isEqualTo(PUSH);
  }

  @Test
  void missingAndEmptyFields_areAllNamed_inTheOrderOfTheOriginal() {
    String faults =
        """
        Key: 'PushMessageReq.SendTo' Error:Field validation for 'SendTo' failed on the 'required' tag
        Key: 'PushMessageReq.Sign' Error:Field validation for 'Sign' failed on the 'required' tag""";

    assertThatThrownBy(() -> ofForm("app_key=a&send_to=&message={}&nonce=n"))
        .isInstanceOf(GatewayException.class)
        .hasMessage(faults);
    assertThatThrownBy(() -> ofJson("{'app_key':'a','message':'{}','nonce':'n','sign':null}"))
        .isInstanceOf(GatewayException.class)
        .hasMessage(faults);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "'sign':5| number into Go struct field PushMessageReq.sign of type string",
        "'message':{}| object into Go struct field PushMessageReq.message of type string",
        "'nonce':[1]| array into Go struct field PushMessageReq.nonce of type string",
        "'platform':true| bool into Go struct field PushMessageReq.platform of type string",
        "'ts':'5'| string into Go struct field PushMessageReq.ts of type int64",
        "'ts':1.5| number 1.5 into Go struct field PushMessageReq.ts of type int64",
      })
  void json_wrongTypes_areToldInGosWords(String member, String fault) {
    assertThatThrownBy(() -> ofJson(JSON.formatted("," + member)))
        .isInstanceOf(GatewayException.class)
        .hasMessage("json: cannot unmarshal " + fault);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "hello", "[]", "{", "{} x", "5"})
  void json_thatIsNoObject_isRefused(String body) {
    assertThatThrownBy(() -> ofJson(body)).isInstanceOf(GatewayException.class);
  }

  @ParameterizedTest
  @CsvSource({
    "x, invalid syntax",
    "1.5, invalid syntax",
    "' 5', invalid syntax",
    "9223372036854775808, value out of range"
  })
  void form_badTime_isToldInGosWords(String time, String fault) {
    assertThatThrownBy(() -> ofForm(FORM + "&ts=" + time))
        .isInstanceOf(GatewayException.class)
        .hasMessage("strconv.ParseInt: parsing \"" + time + "\": " + fault);
  }

  private static VeinPush ofForm(String form) {
    return VeinPushReader.ofParameters(Parameters.none().andForm(form));
  }

  private static VeinPush ofJson(String body) {
    return VeinPushReader.ofJson(body.replace('\'', '"'));
  }
}
