package io.wsgateway.dialect.reg;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.wsgateway.auth.SignedTokens;
import io.wsgateway.client.Event;
import io.wsgateway.client.HttpCalls;
import io.wsgateway.client.RawWebSocket;
import io.wsgateway.server.GatewayWar;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;

/** Clients that want an answer to everything, as the gateway's own JavaScript client does. */
@ArquillianTest
@RunAsClient
class RegAnsweredIT {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final String SECRET = "a secret of the shop, long enough for HS256";

  @ArquillianResource private URI base;

  @Deployment
  static WebArchive war() {
    return GatewayWar.named(
        "answered",
        Map.of(
            "gateway.apps", "shop",
            "gateway.app.shop.auth", "jwt",
            "gateway.app.shop.secret", SECRET,
            "gateway.app.shop.join", "news-*=anybody",
            "gateway.auth.expiry-notice", "1h"));
  }

  @Test
  void everything_isAnsweredInBinary_andAPushOfTheSameTextIsText() {
    try (RawWebSocket client = open()) {
      client.send("reg:open:ann");
      expectAnswer(client, "ok 1");
      client.send("in:open:ann:news");
      expectAnswer(client, "ok 2");
      client.send("?");
      expectAnswer(client, "no 3 bad-request ");
      push("ok 4");
      client.expect("ok 4");
      client.send("out:open:ann:news");
      expectAnswer(client, "ok 4");
      client.send("in:open:ann:");
      expectAnswer(client, "no 5 bad-name ");
    }
  }

  @Test
  void refusals_sayWhatWasRefused_alsoWhenTheyCameAtOnce() {
    try (RawWebSocket client = open()) {
      client.send("reg:shop:ann:nonsense").send("in:shop:ann:news-1");
      expectAnswer(client, "no 1 unauthorized ");
      expectAnswer(client, "no 2 forbidden ");

      client.send("reg:shop:ann:" + token()).send("in:shop:ann:news-1").send("in:shop:ann:staff");
      assertThat(new String[] {answer(client), answer(client), answer(client), answer(client)})
          .satisfiesExactlyInAnyOrder(
              one -> assertThat(one).isEqualTo("ok 3"),
              one -> assertThat(one).isEqualTo("ok 4"),
              one -> assertThat(one).startsWith("no 5 forbidden "),
              one -> assertThat(one).matches("expires \\d+"));
    }
  }

  private void push(String content) {
    HttpCalls.to(base)
        .postForm("/push/user", Map.of("app", "open", "userId", "ann", "content", content));
  }

  /** Of which the notice comes soon, but not before a slow machine has shown it. */
  private static String token() {
    long end = Instant.now().plusSeconds(3_604).getEpochSecond();
    return SignedTokens.hs256("{\"sub\":\"ann\",\"exp\":" + end + "}", SECRET);
  }

  private RawWebSocket open() {
    RawWebSocket client =
        RawWebSocket.open(
            base.getHost(),
            base.getPort(),
            base.resolve("connection").getPath(),
            Map.of("Sec-WebSocket-Protocol", "wsgateway.answers"));
    assertThat(client.isAccepted()).isTrue();
    assertThat(client.handshake().header("Sec-WebSocket-Protocol")).contains("wsgateway.answers");
    return client;
  }

  private static void expectAnswer(RawWebSocket client, String start) {
    assertThat(answer(client)).startsWith(start);
  }

  private static String answer(RawWebSocket client) {
    Event event = client.next(PATIENCE).orElseThrow();
    assertThat(event.kind()).isEqualTo(Event.Kind.BINARY);
    return new String(HexFormat.of().parseHex(event.text()), UTF_8);
  }
}
