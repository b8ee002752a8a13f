package io.wsgateway.dialect.member;

import static io.wsgateway.dialect.member.MemberClient.wish;
import static org.assertj.core.api.Assertions.assertThat;

import io.wsgateway.auth.AuthServer;
import io.wsgateway.auth.SignedTokens;
import io.wsgateway.client.HttpCalls;
import io.wsgateway.client.RawWebSocket;
import io.wsgateway.server.GatewayWar;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.stream.IntStream;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.OperateOnDeployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Members prove who they are in the way that their app is configured for. */
@ArquillianTest
@RunAsClient
class MemberAuthIT {
  private static final AuthServer APPLICATION = AuthServer.start();
  private static final String SECRET = "short";
  private static final String UNAUTHORIZED = MemberAnswers.UNAUTHORIZED.text();

  @ArquillianResource
  @OperateOnDeployment("signed")
  private URI signed;

  @ArquillianResource
  @OperateOnDeployment("asked")
  private URI asked;

  @ArquillianResource
  @OperateOnDeployment("closed")
  private URI closed;

  @Deployment(name = "signed")
  static WebArchive signed() {
    return GatewayWar.named(
        "signed",
        Map.of(
            "gateway.member.app", "shop",
            "gateway.apps", "shop",
            "gateway.app.shop.auth", "jwt",
            "gateway.app.shop.secret", SECRET));
  }

  @Deployment(name = "asked")
  static WebArchive asked() {
    return GatewayWar.named(
        "asked",
        Map.of(
            "gateway.member.app", "shop",
            "gateway.apps", "shop",
            "gateway.app.shop.auth", "http",
            "gateway.app.shop.auth-url", APPLICATION.url("/who").toString()));
  }

  @Deployment(name = "closed")
  static WebArchive closed() {
    return GatewayWar.named(
        "closed",
        Map.of(
            "gateway.apps.closed", "true",
            "gateway.apps", "other"));
  }

  @AfterAll
  static void stop() {
    APPLICATION.close();
  }

  @Test
  void jwt_letsInWhoseTokenIsSigned_andTheRestStaysAnonymous() {
    long soon = System.currentTimeMillis() / 1000 + 60;
    String good = SignedTokens.hs256("{\"sub\":\"7\",\"exp\":" + soon + "}", SECRET);
    String expired = SignedTokens.hs256("{\"sub\":\"7\",\"exp\":" + (soon - 120) + "}", SECRET);

    try (RawWebSocket client = login(signed, 7, good)) {
      client.expect(MemberAnswers.hello("7").text());
      client.send(wish("im")).expect(MemberAnswers.subscribed("im").text());
    }
    for (String bad : new String[] {"", expired, good + "x"}) {
      try (RawWebSocket client = login(signed, 7, bad)) {
        client.expect(UNAUTHORIZED);
        client.send(wish("im")).expect(MemberAnswers.forbidden("im").text());
      }
    }
    try (RawWebSocket client = login(signed, 8, good)) {
      client.expect(UNAUTHORIZED);
    }
    try (RawWebSocket client = login(signed, -8, "")) {
      client.expect(MemberAnswers.HELLO_STRANGER.text());
    }
  }

  @Test
  void http_letsInWhomTheApplicationKnows() {
    APPLICATION.answerBy(question -> question.contains("\"user\":\"12345\"") ? 204 : 401);

    try (RawWebSocket known = login(asked, 12345, "t");
        RawWebSocket unknown = login(asked, 7, "t")) {
      known.expect(MemberAnswers.hello("12345").text());
      unknown.expect(UNAUTHORIZED);
    }
    assertThat(APPLICATION.questions())
        .contains(
            "POST /who application/json {\"app\":\"shop\",\"user\":\"12345\",\"token\":\"t\"}");
  }

  @Test
  void http_whatIsSaidInTheMeantime_isAnsweredAfterwards_inOrder() {
    APPLICATION.hang(false);
    try (RawWebSocket client = login(asked, 9, "t")) {
      client.send(wish("im")).send("?").send(wish("news"));
      client.expectNothingFor(Duration.ofMillis(200));
      APPLICATION.answerWith(200);

      client.expect(MemberAnswers.hello("9").text());
      client.expect(MemberAnswers.subscribed("im").text());
      client.expect(MemberClient.BAD_SUBSCRIBE);
      client.expect(MemberAnswers.subscribed("news").text());
    }
  }

  @Test
  void http_whoSaysTooMuchInTheMeantime_isClosed() {
    APPLICATION.hang(false);
    try (RawWebSocket client = login(asked, 9, "t")) {
      IntStream.range(0, 101).forEach(i -> client.send(wish("news")));

      client.expectClose(4002);
    } finally {
      APPLICATION.answerWith(200);
    }
  }

  @Test
  void http_anApplicationThatHangs_isANo_andCostsOthersNothing() {
    APPLICATION.hang(true);
    try (RawWebSocket waiting = login(asked, 9, "t");
        RawWebSocket other = login(asked, -1, "")) {
      other.expect(MemberAnswers.HELLO_STRANGER.text());
      waiting.expect(UNAUTHORIZED);
    } finally {
      APPLICATION.answerWith(200);
    }
  }

  @Test
  void appThatIsNotServed_isToldSo() {
    try (RawWebSocket client = MemberClient.silent(closed)) {
      assertThat(client.expectClose(1008).toString()).contains("gateway.member.app");
    }
    assertThat(HttpCalls.to(closed).post("/push", "text/plain", "{\"app\":\"a\"}").text())
        .contains("unknown-app");
  }

  private static RawWebSocket login(URI base, long member, String token) {
    return MemberClient.silent(base)
        .send("{\"member_id\":" + member + ",\"token\":\"" + token + "\"}");
  }
}
