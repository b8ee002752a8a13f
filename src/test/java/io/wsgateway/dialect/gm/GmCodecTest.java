package io.wsgateway.dialect.gm;

import static org.assertj.core.api.Assertions.assertThat;

import io.wsgateway.core.Destination;
import io.wsgateway.core.Payload;
import io.wsgateway.core.Publication;
import io.wsgateway.core.PublishOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GmCodecTest {
  private final GmCodec codec = new GmCodec();

  @Test
  void parse_knowsWhatIsSaidToTheServer() {
    assertThat(parse("{'type':'ping'}")).isEqualTo(new GmCommand.Ping());
    assertThat(parse("{'type':'pong'}")).isEqualTo(new GmCommand.Pong());
    assertThat(parse(" {'data' : 5, 'type':'x', 'type' : 'ping'}\n"))
        .isEqualTo(new GmCommand.Ping());
    assertThat(parse("{'type':'bind','data':{'client_id':5}}"))
        .isEqualTo(new GmCommand.Bind("5", ""));
    assertThat(parse("{'type':'bind','data':{'client_id':5,'token':'t'}}"))
        .isEqualTo(new GmCommand.Bind("5", "t"))
        .hasToString("Bind[user=5]");
    assertThat(parse("{'type':'join_group','data':{'group_id':'g'}}"))
        .isEqualTo(new GmCommand.JoinGroup("g"));
    assertThat(parse("{'type':'leave_group','data':{'group_id':'5'}}"))
        .isEqualTo(new GmCommand.LeaveGroup("\"5\""));
    assertThat(parse("{'type':'get_clientcount_bygroup','data':{'group_id':5}}"))
        .isEqualTo(new GmCommand.CountGroup("5"));
  }

  @Test
  void parse_knowsWhatIsSaidToOthers() {
    assertThat(parse("{'type':'send_to_client','data':{'client_id':'b','message':'hi'}}"))
        .isInstanceOfSatisfying(
            GmCommand.SendToClient.class,
            send -> {
              assertThat(send.user()).isEqualTo("b");
              assertThat(send.message().text()).isEqualTo("hi");
            });
    assertThat(parse("{'type':'send_to_group','data':{'group_id':'g','message':''}}"))
        .isInstanceOfSatisfying(
            GmCommand.SendToGroup.class,
            send -> {
              assertThat(send.group()).isEqualTo("g");
              assertThat(send.message().text()).isEmpty();
            });
    assertThat(parse("{'type':'send_to_all','data':{'message':'hi'}}"))
        .isEqualTo(new GmCommand.SendToAll("hi"));
  }

  @Test
  void parse_ofAnObjectAsMessage_writesItLikeTornado() {
    assertThat(
            parse(
                "{'type':'send_to_client','data':{'client_id':1,'message':"
                    + "{'b':1,'a':'世</x>','n':1.0,'e':1e3,'t':true,'z':null}}}"))
        .isInstanceOfSatisfying(
            GmCommand.SendToClient.class,
            send ->
                assertThat(send.message().text())
                    .isEqualTo(
                        "{\"b\": 1, \"a\": \"\\u4e16<\\/x>\", \"n\": 1.0, \"e\": 1000.0, "
                            + "\"t\": true, \"z\": null}"));
  }

  @ParameterizedTest
  @CsvSource({"7,7", "9007199254740991,9007199254740991", "'''7''',7", "''' 07 ''',7", "7.0,7"})
  void parse_ofASocketId_takesWholeNumbersAndDigits(String written, long expected) {
    assertThat(parse("{'type':'send_to_socket','data':{'socket_id':" + written + ",'message':''}}"))
        .isInstanceOfSatisfying(
            GmCommand.SendToSocket.class, send -> assertThat(send.socket()).isEqualTo(expected));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "hello", "{", "{'type':'ping'} x", "{'type':'ping','x':NaN}", "'"})
  void parse_ofWhatIsNoJson_isNoise(String text) {
    assertThat(parse(text)).isEqualTo(new GmCommand.Noise());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "[]",
        "null",
        "5",
        "'ping'",
        "{'type':null}",
        "{'type':5,'data':null}",
        "{'type':'PING'}",
        "{'type':'auth','data':{}}",
        "{'type':'test_mysql','data':{}}",
        "{'type':'bind'}",
        "{'type':'bind','data':null}",
        "{'type':'bind','data':[]}",
        "{'type':'bind','data':{}}",
        "{'type':'bind','data':{'client_id':[5]}}",
        "{'type':'bind','data':{'client_id':{}}}",
        "{'type':'send_to_client','data':{'client_id':5}}",
        "{'type':'send_to_client','data':{'message':'x'}}",
        "{'type':'send_to_client','data':{'client_id':5,'message':5}}",
        "{'type':'send_to_client','data':{'client_id':5,'message':null}}",
        "{'type':'send_to_client','data':{'client_id':5,'message':['x']}}",
        "{'type':'send_to_socket','data':{'socket_id':0,'message':'x'}}",
        "{'type':'send_to_socket','data':{'socket_id':-1,'message':'x'}}",
        "{'type':'send_to_socket','data':{'socket_id':1.5,'message':'x'}}",
        "{'type':'send_to_socket','data':{'socket_id':1e300,'message':'x'}}",
        "{'type':'send_to_socket','data':{'socket_id':'abc','message':'x'}}",
        "{'type':'send_to_socket','data':{'socket_id':'','message':'x'}}",
        "{'type':'send_to_socket','data':{'socket_id':'99999999999999999999','message':'x'}}",
        "{'type':'send_to_socket','data':{'socket_id':true,'message':'x'}}",
        "{'type':'send_to_all','data':{'message':{}}}",
        "{'type':'send_to_all','data':'x'}",
        "{'type':'join_group','data':{}}",
        "{'type':'send_to_group','data':{'group_id':'g'}}",
        "{'type':'get_clientcount_bygroup'}"
      })
  void parse_ofOtherJson_isNoMatch(String text) {
    assertThat(parse(text)).isEqualTo(new GmCommand.NoMatch());
  }

  @Test
  void encode_givesTextAsItIs_andCannotExpressBytes() {
    Payload text = Payload.text("{\"a\":\n1}😀");

    assertThat(codec.encode(publication(text))).contains(text);
    assertThat(codec.encode(publication(Payload.binary(new byte[1])))).isEmpty();
  }

  @Test
  void count_namesTheGroupAsItWasAskedFor() {
    assertThat(GmCodec.count("7", 2).text())
        .isEqualTo("{\"type\":\"get_clientcount_bygroup\",\"data\":{\"group_id\":7,\"count\":2}}");
    assertThat(GmCodec.count("\"7\"", 0).text()).contains("{\"group_id\":\"7\",");
    assertThat(GmCodec.count("a\"b", 0).text()).contains("{\"group_id\":\"a\\\"b\",");
  }

  /** Single quotes stand for double ones. */
  private GmCommand parse(String text) {
    return codec.parse(text.replace('\'', '"'));
  }

  private static Publication publication(Payload payload) {
    return new Publication(1, new Destination.OfAll("default"), payload, PublishOptions.NONE, 0);
  }
}
