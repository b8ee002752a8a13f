package io.wsgateway.dialect.vein;

import static io.wsgateway.dialect.vein.VeinBackEnd.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.wsgateway.client.HttpAnswer;
import io.wsgateway.client.HttpCalls;
import io.wsgateway.client.RawWebSocket;
import io.wsgateway.server.GatewayWar;
import io.wsgateway.wire.VeinSuite;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What back ends that push over the vein dialect rely on beyond the recorded cases. */
@ArquillianTest
@RunAsClient
class VeinPushIT {
  @ArquillianResource private URI base;
  private VeinBackEnd backEnd;

  @Deployment
  static WebArchive war() {
    Map<String, String> settings = new HashMap<>(VeinSuite.APPS);
    settings.put("gateway.apps", "test,test2,plain");
    settings.put("gateway.keys", "other");
    settings.put("gateway.key.other.secret", "0123456789abcdef");
    settings.put("gateway.name.max-length", "50");
    return GatewayWar.atRoot(settings);
  }

  @BeforeEach
  void backEnd() {
    backEnd = new VeinBackEnd(base);
  }

  @Test
  void theSignature_isAllThatAPushNeeds() {
    HttpCalls elsewhere =
        HttpCalls.to(base).with("X-Forwarded-For", "203.0.113.9").with("Origin", "http://evil");

    assertThat(elsewhere.postForm(VeinBackEnd.PUSH, VeinBackEnd.signed("u", "{}")).text())
        .isEqualTo(VeinBackEnd.ACCEPTED);
  }

  @Test
  void anAppWithoutSecret_cannotPush() {
    Map<String, String> push = VeinBackEnd.signed("u", "{}");
    push.put("app_key", "plain");
    push.put("sign", VeinPush.signature("plain", "u", "{}", push.get("nonce"), ""));

    assertThat(backEnd.post(push).text()).isEqualTo(VeinBackEnd.REFUSED);
  }

  @Test
  void numbersAndMembers_areWhatGoMakesOfThem() {
    try (RawWebSocket client = backEnd.connect("numbers")) {
      backEnd.push(
          "numbers", "{\"z\":9007199254740993,\"a\":{\"y\":12345678901234567890,\"b\":[1.0,1e3]}}");

      assertThat(text(client))
          .contains(
              "\"data\":{\"a\":{\"b\":[1,1000],\"y\":12345678901234567000},\"z\":9007199254740992},");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "application/x-www-form-urlencoded|400|text/plain|app_key=%zz",
        "application/x-www-form-urlencoded|400|text/plain|app_key=%ff",
        "application/x-www-form-urlencoded; charset=utf-8|400|text/plain|ts=x",
        "application/json|200|application/json|hello",
        "application/json; charset=utf-8|200|application/json|[]",
        "application/json|200|application/json|{\"app_key\":5}",
        "multipart/form-data; boundary=XX|200|application/json|hello",
        "multipart/form-data|200|application/json|hello",
        "text/xml|200|application/json|<a/>"
      })
  void whatCannotBeUnderstood_isAnsweredInTheFormOfTheDialect(
      String type, int status, String answerType, String body) {
    HttpAnswer answer = HttpCalls.to(base).post(VeinBackEnd.PUSH, type, body);

    assertThat(answer.text()).startsWith("{\"error\":400,\"message\":\"请求参数错误: ").endsWith("\"}");
    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.header("Content-Type").orElse("")).startsWith(answerType);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\u0000b", "012345678901234567890123456789012345678901234567890"})
  void aPushToWhatIsNoName_isAnsweredInTheFormOfTheDialect(String user) {
    HttpAnswer answer = backEnd.post(VeinBackEnd.signed(user, "{}"));

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.text()).startsWith("{\"error\":400,\"message\":\"请求参数错误: The name of the");
  }

  @Test
  void aPushThatCouldNotBeAccepted_mayBeSentAgain() {
    Map<String, String> tooLarge =
        VeinBackEnd.signed("u", "{\"k\":\"" + "<".repeat(500_000) + "\"}");

    for (int i = 0; i < 2; i++) {
      // Five bytes more for each < make it larger than gateway.message.max-size.
      assertThat(backEnd.post(tooLarge).text()).startsWith("{\"error\":400,");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET", "HEAD", "PUT"})
  void otherMethods_pushNothing(String method) {
    try (RawWebSocket client = backEnd.connect("methods")) {
      HttpAnswer answer =
          HttpCalls.to(base)
              .call(
                  method,
                  VeinBackEnd.PUSH + "?" + HttpCalls.encode(VeinBackEnd.signed("methods", "{}")),
                  null);

      assertThat(answer.status()).isEqualTo(405);
      client.expectNothingFor(Duration.ofMillis(200));
    }
  }
}
