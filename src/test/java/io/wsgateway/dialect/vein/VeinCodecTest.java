package io.wsgateway.dialect.vein;

import static org.assertj.core.api.Assertions.assertThat;

import io.wsgateway.config.GatewayConfig;
import io.wsgateway.core.Destination;
import io.wsgateway.core.Payload;
import io.wsgateway.core.Publication;
import io.wsgateway.core.PublishOptions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VeinCodecTest {
  private static final Destination USER = new Destination.OfUser("test", "u<1>");
  private static final Destination TOPIC = new Destination.OfTopic("test", "news");
  private static final long TIME = 1_795_205_116_735L;
  private static final String ID = "b4530cf0-e51d-11f1-8000-010000000007";

  private final VeinCodec codec = codec(Map.of());

  @Test
  void encode_whatABackEndSaid_hasMillisecondsAndNoSender() {
    VeinData data = VeinData.parse("{\"b\":1.0,\"a\":\"ü&\"}").orElseThrow();

    assertThat(encoded(USER, data.json(), data.mark(PublishOptions.NONE)))
        .isEqualTo(
            "{'to':'u\\u003c1\\u003e','data':{'a':'ü\\u0026','b':1},'msg_id':'%s','send_at':1795205116735}"
                .formatted(ID));
  }

  @Test
  void encode_whatAUserSaid_hasSecondsAndAConversation() {
    assertThat(encoded(USER, "{}", PublishOptions.NONE.from("me")))
        .isEqualTo(
            "{'from':'me','to':'u\\u003c1\\u003e','data':{},'msg_id':'%s','send_at':1795205116,'conversation_id':'u\\u003c1\\u003e'}"
                .formatted(ID));
  }

  @Test
  void encode_whatANamelessAccountSaid_hasNoFrom() {
    assertThat(encoded(USER, "{}", PublishOptions.NONE.from("")))
        .isEqualTo(
            "{'to':'u\\u003c1\\u003e','data':{},'msg_id':'%s','send_at':1795205116,'conversation_id':'u\\u003c1\\u003e'}"
                .formatted(ID));
  }

  @Test
  void encode_clientTimesInMilliseconds_ifConfigured() {
    Publication publication = publication(USER, Payload.text("{}"), PublishOptions.NONE.from("me"));

    assertThat(codec(Map.of("gateway.vein.client-send-at", "milliseconds")).encode(publication))
        .get()
        .extracting(Payload::text)
        .asString()
        .contains("\"send_at\":1795205116735,");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {"0|``", "1|'event':1,", "2|'event':2,"})
  void encode_eventsOfClients_areTold(long event, String told) {
    VeinMessage message = new VeinMessage("news", event, new VeinData("{}"));

    assertThat(encoded(TOPIC, message.data().json(), VeinCodec.options(message, "me")))
        .isEqualTo(
            "{'from':'me','to':'news',%s'data':{},'msg_id':'%s','send_at':1795205116,'conversation_id':'news'}"
                .formatted(told, ID));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "hello|{'text':'hello'}",
        "``|{'text':''}",
        "[1]|{'text':'[1]'}",
        "5|{'text':'5'}",
        "null|{'text':'null'}",
        "{'a'|{'text':'{\\'a\\''}",
        "{'n':9007199254740993}|{'n':9007199254740993}",
        "{'b':1.0, 'a':'<\u2028&'}|{'b':1.0, 'a':'<\u2028&'}",
        "` \r\n{'a':1}\t`|{'a':1}",
        "{'a':1} {'b':2}|{'text':'{\\'a\\':1} {\\'b\\':2}'}",
        "{'a':1e999}|{'text':'{\\'a\\':1e999}'}",
        "</b> |{'text':'\\u003c/b\\u003e'}",
      })
  void encode_whatOtherDialectsSay_isTheObjectOrItsText(String text, String data) {
    assertThat(encoded(TOPIC, text.replace('\'', '"'), PublishOptions.NONE))
        .contains(",'data':" + data + ",");
  }

  /** What lanes do must not depend on what is in it. */
  @Test
  void encode_whatThisDialectHasWritten_isNotReadAgain() {
    String anything = "{ not even JSON";

    assertThat(encoded(USER, anything, new VeinData(anything).mark(PublishOptions.NONE)))
        .contains(",'data':{ not even JSON,'msg_id':");
  }

  @Test
  void encode_dataThatIsNull_isNull() {
    VeinMessage message = VeinMessage.parse("{\"to\":\"news\"}").orElseThrow();

    assertThat(encoded(TOPIC, message.data().json(), VeinCodec.options(message, "me")))
        .contains(",'data':null,");
  }

  @Test
  void encode_toAllOrToAConnection_namesNobody() {
    assertThat(encoded(new Destination.OfAll("test"), "{}", PublishOptions.NONE.from("me")))
        .isEqualTo(
            "{'from':'me','to':'','data':{},'msg_id':'%s','send_at':1795205116}".formatted(ID));
    assertThat(encoded(new Destination.OfConnection("test", 5), "{}", PublishOptions.NONE))
        .startsWith("{'to':'','data':{}");
  }

  @Test
  void encode_bytes_isNothing() {
    assertThat(codec.encode(publication(USER, Payload.binary(new byte[] {1}), PublishOptions.NONE)))
        .isEmpty();
  }

  private String encoded(Destination destination, String text, PublishOptions options) {
    return codec
        .encode(publication(destination, Payload.text(text), options))
        .orElseThrow()
        .text()
        .replace('"', '\'');
  }

  private static Publication publication(
      Destination destination, Payload payload, PublishOptions options) {
    return new Publication(7, destination, payload, options, TIME);
  }

  private static VeinCodec codec(Map<String, String> settings) {
    return new VeinCodec(GatewayConfig.defaultsWith(settings));
  }
}
