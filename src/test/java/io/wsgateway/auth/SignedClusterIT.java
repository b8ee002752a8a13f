package io.wsgateway.auth;

import static org.assertj.core.api.Assertions.assertThat;

import io.wsgateway.client.Eventually;
import io.wsgateway.client.HttpAnswer;
import io.wsgateway.client.HttpCalls;
import io.wsgateway.server.GatewayWar;
import io.wsgateway.server.RedisProcess;
import java.net.URI;
import java.util.Map;
import java.util.UUID;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.OperateOnDeployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** A nonce is good once, on whichever node of those that share a Redis. */
@ArquillianTest
@RunAsClient
class SignedClusterIT {
  // In a static field, so that it is there before Arquillian deploys.
  private static final RedisProcess REDIS = RedisProcess.start();
  private static final String SECRET = "a-secret-of-24-characters";
  private static final TestSigner SIGNER = TestSigner.of("backend", SECRET);
  private static final String PATH = "/api/v1/nodes";

  @ArquillianResource
  @OperateOnDeployment("signed-here")
  private URI here;

  @ArquillianResource
  @OperateOnDeployment("signed-there")
  private URI there;

  @Deployment(name = "signed-here")
  static WebArchive here() {
    return node("signed-here");
  }

  @Deployment(name = "signed-there")
  static WebArchive there() {
    return node("signed-there");
  }

  private static WebArchive node(String name) {
    return GatewayWar.named(
        name,
        Map.of(
            "gateway.exchange",
            "redis",
            "gateway.redis.uri",
            REDIS.uri().toString(),
            "gateway.keys",
            "backend",
            "gateway.key.backend.secret",
            SECRET));
  }

  @AfterAll
  static void stopRedis() {
    REDIS.close();
  }

  @Test
  void nonce_thatWasUsedOnOneNode_isRefusedOnAnother() {
    String nonce = untilAccepted(here);
    untilAccepted(there);

    HttpAnswer again = call(there, nonce);
    assertThat(again.status()).isEqualTo(401);
    assertThat(again.text()).contains("X-Gateway-Nonce was used before");
  }

  @Test
  void signedRequests_areNotAccepted_whileRedisIsAway_butKeysAre() {
    String nonce = untilAccepted(here);
    REDIS.kill();
    try {
      for (URI node : new URI[] {here, there}) {
        HttpAnswer answer = call(node, UUID.randomUUID().toString());
        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.header("Retry-After")).contains("1");
        assertThat(HttpCalls.to(node).with("X-API-Key", SECRET).get(PATH).status()).isEqualTo(200);
      }
      assertThat(call(there, nonce).status()).isEqualTo(503);
      assertThat(call(here, nonce).status()).isEqualTo(401);
    } finally {
      REDIS.restart();
    }
    untilAccepted(here);
  }

  /** Redis may have just come, or come back. */
  private static String untilAccepted(URI node) {
    String[] nonce = new String[1];
    Eventually.await(
        "a signed request is accepted",
        () -> {
          nonce[0] = UUID.randomUUID().toString();
          return call(node, nonce[0]).status() == 200;
        });
    return nonce[0];
  }

  private static HttpAnswer call(URI node, String nonce) {
    String path = node.getRawPath().replaceAll("/+$", "") + PATH;
    HttpCalls calls = HttpCalls.to(node);
    for (Map.Entry<String, String> header : SIGNER.headers("GET", path, "", "", nonce).entrySet()) {
      calls = calls.with(header.getKey(), header.getValue());
    }
    return calls.get(PATH);
  }
}
