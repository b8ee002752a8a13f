package io.wsgateway.dialect.vein;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VeinMessageTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'to':'u','data':{'b':1.0,'a':1e3}}|u|0|{'a':1000,'b':1}",
        "{'to':'u','event':1,'data':{}}|u|1|{}",
        "{'to':'t','event':2,'data':{}}|t|2|{}",
        "{'to':'u','event':-7,'data':{}}|u|-7|{}",
        "{'to':'u','event':null,'data':null}|u|0|null",
        "{'to':'u'}|u|0|null",
        "{'to':null,'data':{}}|``|0|{}",
        "{}|``|0|null",
        "{'TO':'u','Data':{'k':'v'}}|u|0|{'k':'v'}",
        "{'from':'boss','to':'u','msg_id':'m','send_at':5,'conversation_id':'c','x':1}|u|0|null",
        "{'to':'u','data':{'n':9007199254740993,'m':12345678901234567890}}|u|0"
            + "|{'m':12345678901234567000,'n':9007199254740992}",
      })
  void messages_areRead(String text, String to, long event, String data) {
    assertThat(VeinMessage.parse(text.replace('\'', '"')))
        .contains(new VeinMessage(to, event, new VeinData(data.replace('\'', '"'))));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "hello",
        "[]",
        "5",
        "{",
        "{'to':'u'} x",
        "{'to':5}",
        "{'to':'u','event':'1'}",
        "{'to':'u','event':1.0}",
        "{'to':'u','event':1e2}",
        "{'to':'u','event':9223372036854775808}",
        "{'to':'u','data':'text'}",
        "{'to':'u','data':[1]}",
        "{'to':'u','data':5}",
        "{'to':'u','from':5}",
        "{'to':'u','msg_id':5}",
        "{'to':'u','send_at':'5'}",
        "{'to':'u','conversation_id':{}}",
      })
  void whatIsNotInTheLanguage_isNothing(String text) {
    assertThat(VeinMessage.parse(text.replace('\'', '"'))).isEmpty();
  }
}
