package io.wsgateway.auth;

import static org.assertj.core.api.Assertions.assertThat;

import io.wsgateway.client.Event;
import io.wsgateway.client.Eventually;
import io.wsgateway.client.HttpAnswer;
import io.wsgateway.client.HttpCalls;
import io.wsgateway.client.RawWebSocket;
import io.wsgateway.core.Refusal;
import io.wsgateway.server.GatewayWar;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.OperateOnDeployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * How much clients may take, as a server really tells the gateway about them. Behind a proxy that
 * is trusted, this machine, every test has addresses of its own.
 */
@ArquillianTest
@RunAsClient
class LimitsIT {
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final String SECRET = "a secret of the shop, of 40 characters..";
  private static final AtomicInteger ADDRESSES = new AtomicInteger();

  @ArquillianResource
  @OperateOnDeployment("limits-proxied")
  private URI proxied;

  @ArquillianResource
  @OperateOnDeployment("limits-direct")
  private URI direct;

  @Deployment(name = "limits-proxied")
  static WebArchive proxied() {
    return GatewayWar.named(
            "limits-proxied",
            Map.of(
                "gateway.trusted-proxies", "127.0.0.0/8, ::1",
                "gateway.limit.connections-per-address", "3",
                "gateway.limit.handshakes-per-address", "10",
                "gateway.limit.messages", "20",
                "gateway.limit.burst", "2s",
                "gateway.limit.unauthenticated-time", "1s",
                "gateway.apps", "shop",
                "gateway.app.shop.secret", SECRET))
        .addClass(RefusalsServlet.class);
  }

  @Deployment(name = "limits-direct")
  static WebArchive direct() {
    return GatewayWar.named(
            "limits-direct",
            Map.of(
                "gateway.origins", "https://shop.example",
                "gateway.limit.connections", "5",
                "gateway.limit.connections-per-address", "4"))
        .addClass(RefusalsServlet.class);
  }

  @Test
  void addressWithTooManyConnections_isAnswered429_untilOneIsClosed() {
    String address = newAddress();
    long refused = refusals(proxied, Refusal.CONNECTIONS);
    List<RawWebSocket> open = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      open.add(registered(address));
    }

    HttpAnswer answer = handshake(proxied, address);

    assertThat(answer.status()).isEqualTo(429);
    assertThat(answer.header("Retry-After")).contains("5");
    assertThat(answer.header("Content-Type")).contains("application/problem+json");
    assertThat(answer.text())
        .contains("urn:wsgateway:error:limit-reached", "gateway.limit.connections-per-address");
    assertThat(refusals(proxied, Refusal.CONNECTIONS)).isEqualTo(refused + 1);
    assertThat(handshake(proxied, newAddress()).status()).isEqualTo(101);

    open.remove(0).close();
    Eventually.await("one may come again", () -> handshake(proxied, address).status() == 101);
    open.forEach(RawWebSocket::close);
  }

  @Test
  void spoofedAddress_hasNoEffect_fromAPeerThatIsNotTrusted() {
    List<RawWebSocket> open = new ArrayList<>();
    try {
      for (int i = 0; i < 4; i++) {
        RawWebSocket client = open(direct, "connection", newAddress());
        assertThat(client.isAccepted()).isTrue();
        open.add(client.send("reg:shop:7").send("?:").expect("error msg format"));
      }

      assertThat(handshake(direct, newAddress()).status()).isEqualTo(429);
    } finally {
      open.forEach(RawWebSocket::close);
    }
  }

  @Test
  void pageOfAnotherOrigin_isRefused_andCounted() {
    long refused = refusals(direct, Refusal.ORIGIN);

    RawWebSocket client =
        RawWebSocket.open(
            direct.getHost(),
            direct.getPort(),
            direct.getPath() + "connection",
            Map.of("Origin", "https://evil.example"));

    assertThat(client.handshake().status()).isEqualTo(403);
    assertThat(refusals(direct, Refusal.ORIGIN)).isEqualTo(refused + 1);
  }

  @Test
  void handshakesThatComeTooFast_areAnswered429_alsoBadOnes_andOthersAreNot() {
    String address = newAddress();
    HttpCalls calls = HttpCalls.to(proxied).with("X-Forwarded-For", "6.6.6.6, " + address);
    long refused = refusals(proxied, Refusal.RATE);

    List<HttpAnswer> answers = new ArrayList<>();
    // Ten a second, of which two seconds' worth may come at once; fewer than that pass meanwhile.
    for (int i = 0; i < 200 && (i < 20 || last(answers) != 429); i++) {
      answers.add(calls.get("/connection"));
    }

    assertThat(last(answers)).isEqualTo(429);
    assertThat(answers.stream().limit(20)).allMatch(answer -> answer.status() == 400);
    assertThat(answers.get(answers.size() - 1).header("Retry-After")).contains("1");
    assertThat(refusals(proxied, Refusal.RATE)).isEqualTo(refused + 1);
    assertThat(handshake(proxied, newAddress()).status()).isEqualTo(101);
    assertThat(calls.get("/serverList?app=shop&userId=1").status()).isEqualTo(200);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "connection | reg:shop:7 | ?:",
        "gm | {\"type\":\"bind\",\"data\":{\"client_id\":7}} | {\"type\":\"pong\"}",
        "member | {\"member_id\":7,\"token\":\"t\"} | {\"app\":\"news\"}",
        "raw | x | x",
        "ws/connect | {\"to\":\"nobody\",\"data\":{}} | {\"to\":\"nobody\",\"data\":{}}"
      })
  void whoSendsTooFast_isClosedWithAReason_andOthersAreNot(
      String path, String login, String message) {
    String token = SignedTokens.hs256("{\"sub\":\"7\"}", SECRET);
    String target = path.equals("ws/connect") ? path + "?app_id=shop&token=" + token : path;
    long refused = refusals(proxied, Refusal.RATE);
    try (RawWebSocket fast = open(proxied, target, newAddress());
        RawWebSocket slow = open(proxied, target, newAddress())) {
      assertThat(fast.isAccepted()).isTrue();
      slow.send(login);
      fast.send(login);
      try {
        for (int i = 0; i < 400; i++) {
          fast.send(message);
        }
      } catch (UncheckedIOException closedMeanwhile) {
        // As it should be.
      }

      Event end = fast.next(PATIENCE, Set.of(Event.Kind.CLOSE, Event.Kind.END)).orElseThrow();

      assertThat(end.kind()).isEqualTo(Event.Kind.CLOSE);
      assertThat(end.code()).isEqualTo(4011);
      assertThat(end.text()).contains("slow down");
      assertThat(refusals(proxied, Refusal.RATE)).isEqualTo(refused + 1);
      slow.send(message).ping("still here?");
      assertThat(slow.next(PATIENCE, Set.of(Event.Kind.PONG, Event.Kind.CLOSE, Event.Kind.END)))
          .map(Event::kind)
          .contains(Event.Kind.PONG);
    }
  }

  @Test
  void clientOfReg_thatDoesNotRegisterInTime_isClosed() {
    long refused = refusals(proxied, Refusal.TIME);
    try (RawWebSocket silent = open(proxied, "connection", newAddress());
        RawWebSocket talking = open(proxied, "connection", newAddress());
        RawWebSocket registered = registered(newAddress())) {
      talking.send("?:").expect("error msg format");

      silent.expectClose(4003);
      talking.expectClose(4003);
      assertThat(refusals(proxied, Refusal.TIME)).isEqualTo(refused + 2);
      registered.send("?:").expect("error msg format");
    }
  }

  private static int last(List<HttpAnswer> answers) {
    return answers.get(answers.size() - 1).status();
  }

  private static String newAddress() {
    int number = ADDRESSES.incrementAndGet();
    return "192.0." + number / 256 + "." + number % 256;
  }

  private RawWebSocket registered(String address) {
    return open(proxied, "connection", address)
        .send("reg:shop:7")
        .send("?:")
        .expect("error msg format");
  }

  private static HttpAnswer handshake(URI base, String address) {
    RawWebSocket client = open(base, "connection", address);
    client.close();
    return client.handshake();
  }

  private static RawWebSocket open(URI base, String path, String address) {
    return RawWebSocket.open(
        base.getHost(), base.getPort(), base.getPath() + path, Map.of("X-Forwarded-For", address));
  }

  private static long refusals(URI base, Refusal why) {
    return Long.parseLong(HttpCalls.to(base).get("/refusals?" + why.name()).text());
  }
}
