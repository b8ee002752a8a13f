package io.wsgateway.auth;

import static org.assertj.core.api.Assertions.assertThat;

import io.wsgateway.client.HttpAnswer;
import io.wsgateway.client.HttpCalls;
import io.wsgateway.server.EveryServer;
import io.wsgateway.server.GatewayWar;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What keys are good for, on every server API there is, as a server tells the gateway of calls. */
@ArquillianTest
@RunAsClient
@EveryServer
class ServerApiKeysIT {
  private static final String SIGNER_SECRET = "the-secret-of-the-signer";
  private static final String FORM = "application/x-www-form-urlencoded";

  @ArquillianResource private URI base;

  @Deployment
  static WebArchive war() {
    Map<String, String> settings = new HashMap<>();
    settings.put("gateway.keys", "push,read,manage,admin,shop,old,slow,bulk,pipe,signer");
    for (String scope : List.of("push", "read", "manage", "admin")) {
      settings.put("gateway.key." + scope + ".scopes", scope);
    }
    for (String key :
        List.of("push", "read", "manage", "admin", "shop", "old", "slow", "bulk", "pipe")) {
      settings.put("gateway.key." + key + ".secret", secret(key));
    }
    settings.put("gateway.key.shop.apps", "shop");
    settings.put("gateway.key.shop.previous-secret", "what-the-secret-was-before");
    settings.put("gateway.key.old.expires", "2020-01-01");
    settings.put("gateway.key.slow.rate", "1");
    settings.put("gateway.key.bulk.rate", "1");
    settings.put("gateway.key.pipe.rate", "5");
    settings.put("gateway.key.signer.secret", SIGNER_SECRET);
    settings.put("gateway.key.signer.signed", "true");
    return GatewayWar.named("keys", settings);
  }

  private static String secret(String key) {
    return "the-secret-of-" + key + "-0123456789";
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "POST, /api/v1/apps/shop/messages, push, 200",
        "POST, /api/v1/apps/shop/messages/batch, push, 400",
        "POST, /api/v1/apps/shop/schedules, push, 400",
        "GET, /api/v1/apps/shop/schedules/1, push, 404",
        "DELETE, /api/v1/apps/shop/schedules/1, push, 404",
        "GET, /api/v1/apps/shop, read, 200",
        "GET, /api/v1/apps/shop/users, read, 200",
        "GET, /api/v1/apps/shop/topics/news, read, 200",
        "GET, /api/v1/apps/shop/connections/1, read, 404",
        "GET, /api/v1/apps/shop/connections/1/info, read, 404",
        "GET, /api/v1/nodes, read, 200",
        "GET, /api/v1/status, read, 200",
        "DELETE, /api/v1/apps/shop/users/ann/connections, manage, 200",
        "DELETE, /api/v1/apps/shop/topics/news, manage, 200",
        "PUT, /api/v1/apps/shop/topics/news/users/ann, manage, 204",
        "DELETE, /api/v1/apps/shop/topics/news/users/ann, manage, 204",
        "DELETE, /api/v1/apps/shop/connections/1, manage, 404",
        "DELETE, /api/v1/apps/shop/connections/1/user, manage, 404",
        "PUT, /api/v1/apps/shop/connections/1/info, manage, 400",
        "PATCH, /api/v1/apps/shop/connections/1/info, manage, 400",
        "GET, /push/user?app=shop&userId=1&content=x, push, 200",
        "POST, /push/topic?app=shop&topic=t&content=x, push, 200",
        "GET, /online/topic?app=shop&topic=t, read, 200",
        "GET, /status, read, 200",
        "POST, /push, push, 202",
      })
  void call_needsAKeyWithItsScope(String method, String path, String scope, int status) {
    String body =
        path.endsWith("messages") ? "{\"to\":{\"all\":true},\"text\":\"x\"}" : "{\"a\":1}";
    for (String key : List.of("push", "read", "manage", "admin")) {
      HttpCalls calls = as(key);
      if (path.startsWith("/api")) {
        calls = calls.with("Content-Type", "application/json");
      }
      HttpAnswer answer = calls.call(method, path, method.equals("GET") ? null : body);

      if (key.equals(scope)) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(status);
      } else {
        assertThat(answer.status()).as(key + ": " + answer.text()).isEqualTo(403);
        assertThat(answer.text()).contains("the scope " + scope);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "/api/v1/apps/shop/users, /api/v1/apps/chat/users",
    "/api/v1/apps/~c2hvcA/topics, /api/v1/apps/~Y2hhdA/topics",
    "/api/v1/apps/%73hop/topics, /api/v1/apps/%63hat/topics",
    "/push/user?app=shop&userId=1&content=x, /push/user?app=chat&userId=1&content=x",
    "/push/topic?app=shop&topic=t&content=x, /push/topic?app=shop&app=chat&topic=t&content=x",
    "/online/topic?app=shop&topic=t, /online/topic?app=chat&topic=t",
    "/api/v1/status, /status",
    "/api/v1/nodes, /push",
  })
  void key_isGoodForItsAppsOnly(String own, String other) {
    assertThat(as("shop").get(own).status()).isEqualTo(200);
    HttpAnswer refused = as("shop").get(other);
    assertThat(refused.status()).isEqualTo(403);
    assertThat(refused.text()).contains("gateway.key.shop.apps");
  }

  @Test
  void batch_ofAnotherApp_isRefused() {
    String body = "{\"messages\":[{\"to\":{\"all\":true},\"text\":\"x\"}]}";

    assertThat(json("shop", "/api/v1/apps/shop/messages/batch", body).status()).isEqualTo(200);
    assertThat(json("shop", "/api/v1/apps/chat/messages/batch", body).status()).isEqualTo(403);
    assertThat(json("shop", "/api/v1/apps/chat/schedules", body).status()).isEqualTo(403);
  }

  @Test
  void key_isRefused_whenItHasExpired_andIsGoodByItsPreviousSecret() {
    assertThat(as("old").get("/api/v1/status").status()).isEqualTo(401);
    HttpCalls before = HttpCalls.to(base).with("X-API-Key", "what-the-secret-was-before");
    assertThat(before.get("/api/v1/status").status()).isEqualTo(200);
  }

  @Test
  void key_thatIsUsedTooFast_isToldWhenToComeBack() {
    HttpAnswer answer = as("slow").get("/api/v1/status");
    for (int i = 0; answer.status() == 200 && i < 100; i++) {
      answer = as("slow").get("/push/user?app=shop&userId=1&content=x");
    }

    assertThat(answer.status()).isEqualTo(429);
    assertThat(answer.header("Retry-After")).contains("1");
    assertThat(answer.text()).contains("urn:wsgateway:error:limit-reached");
    assertThat(as("slow").call("POST", "/push", "{}").header("Retry-After")).contains("1");
    assertThat(as("shop").get("/api/v1/status").status()).isEqualTo(200);
  }

  @Test
  void key_isChargedForEachLineOfAStream_rightOrWrong() {
    HttpAnswer answer =
        as("pipe")
            .post(
                "/api/v1/apps/shop/messages/stream",
                "application/x-ndjson",
                "no json\n".repeat(100));

    assertThat(answer.text().lines()).hasSize(100);
    assertThat(answer.text())
        .contains("urn:wsgateway:error:bad-request", "urn:wsgateway:error:limit-reached");
  }

  @Test
  void key_isChargedForEachPushOfARequest() {
    String users =
        IntStream.range(0, 200).mapToObj(Integer::toString).collect(Collectors.joining(","));

    assertThat(as("bulk").get("/push/user?app=shop&content=x&userId=" + users).status())
        .isEqualTo(200);

    HttpAnswer next = as("bulk").get("/push/user?app=shop&content=x&userId=1");
    assertThat(next.status()).isEqualTo(429);
    assertThat(Integer.parseInt(next.header("Retry-After").orElseThrow())).isBetween(30, 60);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        "GET | /api/v1/status | - | - | 200",
        "GET | /api/v1/apps/caf%C3%A9/users?limit=1&after=%C3%A4 | - | - | 200",
        "POST | /api/v1/apps/shop/messages | application/json | {\"to\":{\"user\":\"ä\"},\"text\":\"ö\"} | 200",
        "PUT | /api/v1/apps/shop/topics/news/users/ann | - | - | 204",
        "DELETE | /api/v1/apps/shop/topics/news/users/ann | - | - | 204",
        "GET | /push/user?app=shop&userId=1&content=a+b%2B | - | - | 200",
        "POST | /push/user | application/x-www-form-urlencoded | app=shop&userId=1&content=%C3%A4 | 200",
        "POST | /push/user?app=shop | application/x-www-form-urlencoded | userId=1&content=x | 200",
        "POST | /push/user?app=shop&userId=1&content=x | - | - | 200",
        "POST | /push/topic | multipart/form-data; boundary=b | --b~Content-Disposition: form-data; name=\"app\"~~shop~--b~Content-Disposition: form-data; name=\"topic\"~~t~--b~Content-Disposition: form-data; name=\"content\"~~ä~--b--~ | 200",
        "POST | /push | application/json | {\"app\":\"t\",\"member_id\":1,\"text\":\"x\"} | 202",
        "POST | /push | application/x-www-form-urlencoded | {\"app\":\"t\",\"member_id\":1,\"text\":\"x\"} | 202",
        "GET | /status | - | - | 200",
      })
  void signedRequest_isAcceptedOnce_andNotIfItIsChanged(
      String method, String path, String type, String text, int status) {
    String body = text == null ? null : text.replace("~", "\r\n");
    HttpCalls calls = type == null ? calls() : calls().with("Content-Type", type);
    HttpCalls signed = signer().signed(calls, base(), method, path, body);

    if (body != null) {
      assertThat(signed.call(method, path, body.replace("x", "y") + " ").status()).isEqualTo(401);
    }
    String otherPath = path + (path.contains("?") ? "&" : "?") + "z=1";
    assertThat(signed.call(method, otherPath, body).status()).isEqualTo(401);
    HttpAnswer answer = signed.call(method, path, body);
    assertThat(answer.status()).as(answer.text()).isEqualTo(status);
    HttpAnswer again = signed.call(method, path, body);
    assertThat(again.status()).isEqualTo(401);
    assertThat(again.text()).contains("X-Gateway-Nonce was used before");
  }

  @Test
  void signer_mayNotShowItsSecret() {
    HttpAnswer answer = calls().with("X-API-Key", SIGNER_SECRET).get("/api/v1/status");

    assertThat(answer.status()).isEqualTo(401);
    assertThat(answer.text()).contains("signed requests only").doesNotContain(SIGNER_SECRET);
  }

  @Test
  void oversizedSignedBody_isRefused() {
    String body = "app=shop&userId=1&content=" + "x".repeat(7_000_000);
    assertThat(
            signer()
                .call(calls().with("Content-Type", FORM), base(), "POST", "/push/user", body)
                .status())
        .isEqualTo(413);
  }

  private HttpCalls calls() {
    return HttpCalls.to(base);
  }

  private HttpCalls as(String key) {
    return calls().with("X-API-Key", secret(key));
  }

  private HttpAnswer json(String key, String path, String body) {
    return as(key).post(path, "application/json", body);
  }

  private String base() {
    return base.getRawPath().replaceAll("/+$", "");
  }

  private static TestSigner signer() {
    return TestSigner.of("signer", SIGNER_SECRET);
  }
}
