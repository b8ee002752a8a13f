package io.wsgateway.auth;

import static org.assertj.core.api.Assertions.assertThat;

import io.wsgateway.client.HttpAnswer;
import io.wsgateway.client.HttpCalls;
import io.wsgateway.client.RawWebSocket;
import io.wsgateway.server.GatewayWar;
import java.net.URI;
import java.util.Map;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.OperateOnDeployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may push and connect, as a server really tells the gateway about its callers. */
@ArquillianTest
@RunAsClient
class AccessIT {
  private static final String SECRET = "a-secret-of-24-characters";

  @Deployment(name = "keyless")
  static WebArchive keyless() {
    return GatewayWar.named("keyless", Map.of());
  }

  @Deployment(name = "keyed")
  static WebArchive keyed() {
    return GatewayWar.named(
        "keyed",
        Map.of(
            "gateway.keys", "backend",
            "gateway.key.backend.secret", SECRET,
            "gateway.origins", "https://shop.example, https://*.shop.example",
            "gateway.apps", "shop",
            "gateway.apps.closed", "true"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/push/user?app=shop&userId=1&content=x",
        "/push/topic?app=shop&topic=t&content=x",
        "/online/topic?app=shop&topic=t"
      })
  void withoutKey_onlyProgramsOnThisMachineMayCall(String path) {
    HttpCalls local = HttpCalls.to(keyless);

    assertThat(local.get(path).status()).isEqualTo(200);
    for (HttpCalls foreign :
        new HttpCalls[] {
          local.with("X-Forwarded-For", "10.0.0.1"),
          local.with("Forwarded", "for=10.0.0.1"),
          local.with("Origin", "http://evil.example"),
          local.with("Sec-Fetch-Site", "cross-site"),
          local.with("Host", "evil.example")
        }) {
      HttpAnswer answer = foreign.get(path);
      assertThat(answer.status()).isEqualTo(403);
      assertThat(answer.text())
          .contains("urn:wsgateway:error:forbidden", "gateway.key.backend.secret");
    }
  }

  @Test
  void withKey_itIsNeededByEverybody() {
    HttpCalls calls = HttpCalls.to(keyed);
    String push = "/push/user?app=shop&userId=1&content=x";

    assertThat(calls.get(push).status()).isEqualTo(401);
    assertThat(calls.with("X-API-Key", "wrong").get(push).status()).isEqualTo(401);
    assertThat(calls.with("X-API-Key", SECRET).get(push).status()).isEqualTo(200);
    assertThat(calls.with("Authorization", "Bearer " + SECRET).get(push).status()).isEqualTo(200);
    assertThat(calls.get("/serverList?app=shop&userId=1").status()).isEqualTo(200);
    assertThat(calls.get("/").status()).isEqualTo(200);
  }

  @Test
  void appsThatAreNotListed_areRefused_whenAppsAreClosed() {
    HttpAnswer answer =
        HttpCalls.to(keyed)
            .with("X-API-Key", SECRET)
            .get("/push/user?app=other&userId=1&content=x");

    assertThat(answer.status()).isEqualTo(403);
    assertThat(answer.text()).contains("unknown-app", "gateway.apps");
    try (RawWebSocket client = RawWebSocket.open(keyed.resolve("connection"))) {
      client.send("reg:other:1").expect("error msg format");
    }
  }

  @Test
  void origins_thatAreNotListed_mayNotConnect() {
    assertThat(handshake("https://shop.example")).isEqualTo(101);
    assertThat(handshake("https://www.shop.example")).isEqualTo(101);
    assertThat(handshake("https://evil.example")).isEqualTo(403);
    assertThat(handshake("null")).isEqualTo(403);
    assertThat(handshake(null)).isEqualTo(101);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "%63onnection",
        "connection;x=1",
        "/connection",
        "./connection",
        "x/../connection"
      })
  void origins_mayNotConnectByAnotherSpellingOfThePathEither(String path) {
    assertThat(handshake("https://evil.example", path)).isNotEqualTo(101);
  }

  private int handshake(String origin) {
    return handshake(origin, "connection");
  }

  private int handshake(String origin, String path) {
    RawWebSocket client =
        RawWebSocket.open(
            keyed.getHost(),
            keyed.getPort(),
            keyed.getPath() + path,
            origin == null ? Map.of() : Map.of("Origin", origin));
    client.drop();
    return client.handshake().status();
  }

  @ArquillianResource
  @OperateOnDeployment("keyless")
  private URI keyless;

  @ArquillianResource
  @OperateOnDeployment("keyed")
  private URI keyed;
}
