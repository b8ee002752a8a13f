package io.wsgateway.auth;

import static org.assertj.core.api.Assertions.assertThat;

import io.wsgateway.client.HttpAnswer;
import io.wsgateway.client.HttpCalls;
import io.wsgateway.client.RawWebSocket;
import io.wsgateway.server.GatewayWar;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What answers tell browsers, above all about pages of other origins. */
@ArquillianTest
@RunAsClient
class WebPagesIT {
  private static final String SECRET = "a-secret-of-24-characters";

  @ArquillianResource private URI base;

  @Deployment
  static WebArchive war() {
    return GatewayWar.named(
        "pages",
        Map.of(
            "gateway.keys", "backend",
            "gateway.key.backend.secret", SECRET,
            "gateway.api.cors-origins", "https://*.shop.example"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api/v1/status",
        "/api/v1/nothing",
        "/api/v1/im/push",
        "/push/user?app=shop&userId=1&content=x",
        "/push",
        "/status",
        "/stat",
        "/serverList",
        "/connection",
        "/nothing",
        "/error",
      })
  void answers_haveTheHeadersThatKeepBrowsersCareful(String path) {
    for (HttpAnswer answer : List.of(calls().get(path), keyed().get(path))) {
      assertThat(values(answer, "X-Content-Type-Options")).containsExactly("nosniff");
      assertThat(values(answer, "Referrer-Policy")).containsExactly("no-referrer");
      assertThat(values(answer, "Cache-Control")).containsExactly("no-store");
      assertThat(values(answer, "Content-Security-Policy"))
          .containsExactly("default-src 'none'; frame-ancestors 'none'");
    }
  }

  /** The container keeps what an open one was answered. */
  @Test
  void handshakes_haveThemIfRefused_andElseNone() {
    HttpAnswer refused = handshake("connection", Map.of("Sec-WebSocket-Version", "12"));
    HttpAnswer unknown = handshake("nothing", Map.of());
    HttpAnswer accepted = handshake("connection", Map.of());

    assertThat(refused.status()).isEqualTo(400);
    assertThat(unknown.status()).isEqualTo(404);
    assertThat(accepted.status()).isEqualTo(101);
    for (String header :
        List.of(
            "X-Content-Type-Options",
            "Referrer-Policy",
            "Cache-Control",
            "Content-Security-Policy")) {
      assertThat(values(refused, header)).as(header).hasSize(1);
      assertThat(values(unknown, header)).as(header).hasSize(1);
      assertThat(values(accepted, header)).as(header).isEmpty();
    }
  }

  private HttpAnswer handshake(String at, Map<String, @Nullable String> headers) {
    String path = base.resolve(at).getPath();
    try (RawWebSocket socket = RawWebSocket.open(base.getHost(), base.getPort(), path, headers)) {
      return socket.handshake();
    }
  }

  @Test
  void pagesOfListedOrigins_mayCallTheRestApi() {
    HttpCalls page = calls().with("Origin", "https://admin.shop.example");
    HttpAnswer preflight =
        page.with("Access-Control-Request-Method", "PUT")
            .with("Access-Control-Request-Headers", "x-api-key")
            .call("OPTIONS", "/api/v1/apps/shop/topics/t/users/ann", null);
    HttpAnswer answer = page.with("X-API-Key", SECRET).get("/api/v1/status");
    HttpAnswer refused = page.get("/api/v1/status");

    assertThat(preflight.status()).isEqualTo(204);
    assertThat(preflight.header("Access-Control-Allow-Methods")).get().asString().contains("PUT");
    assertThat(preflight.header("Access-Control-Allow-Headers"))
        .get()
        .asString()
        .contains("X-API-Key", "X-Gateway-Signature");
    assertThat(answer.status()).isEqualTo(200);
    assertThat(refused.status()).isEqualTo(401);
    for (HttpAnswer each : List.of(preflight, answer, refused)) {
      assertThat(values(each, "Access-Control-Allow-Origin"))
          .containsExactly("https://admin.shop.example");
      assertThat(values(each, "Vary")).contains("Origin");
      assertThat(each.header("Access-Control-Allow-Credentials")).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://evil.example",
        "https://shop.example.evil.example",
        "http://admin.shop.example",
        "https://admin.shop.example:444",
        "null",
        "*"
      })
  void pagesOfOtherOrigins_mayNot(String origin) {
    HttpCalls page = calls().with("Origin", origin);
    HttpAnswer preflight =
        page.with("Access-Control-Request-Method", "PUT")
            .call("OPTIONS", "/api/v1/apps/shop/users", null);
    HttpAnswer answer = page.with("X-API-Key", SECRET).get("/api/v1/status");

    assertThat(answer.status()).isEqualTo(200);
    for (HttpAnswer each : List.of(preflight, answer)) {
      assertThat(each.header("Access-Control-Allow-Origin")).isEmpty();
      assertThat(values(each, "Vary")).contains("Origin");
    }
  }

  @Test
  void otherApis_areForNoPagesOfOtherOrigins() {
    HttpCalls page = calls().with("Origin", "https://admin.shop.example");
    for (String path : List.of("/status", "/push/user?app=shop&userId=1&content=x", "/")) {
      assertThat(page.with("X-API-Key", SECRET).get(path).header("Access-Control-Allow-Origin"))
          .isEmpty();
    }
    assertThat(values(page.get("/api/v1/openapi.json"), "Access-Control-Allow-Origin"))
        .containsExactly("*");
  }

  private static List<String> values(HttpAnswer answer, String header) {
    return answer.headers().stream()
        .filter(each -> each.name().equalsIgnoreCase(header))
        .map(HttpAnswer.Header::value)
        .toList();
  }

  private HttpCalls calls() {
    return HttpCalls.to(base);
  }

  private HttpCalls keyed() {
    return calls().with("X-API-Key", SECRET);
  }
}
