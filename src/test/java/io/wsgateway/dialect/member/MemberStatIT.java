package io.wsgateway.dialect.member;

import static org.assertj.core.api.Assertions.assertThat;

import io.wsgateway.client.Eventually;
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

/** The statistics: who may read them, and what they say when clients are gone. */
@ArquillianTest
@RunAsClient
class MemberStatIT {
  private static final String SECRET = "a-secret-of-24-characters";

  @ArquillianResource
  @OperateOnDeployment("keyless")
  private URI keyless;

  @ArquillianResource
  @OperateOnDeployment("keyed")
  private URI keyed;

  @Deployment(name = "keyless")
  static WebArchive keyless() {
    return GatewayWar.named("keyless", Map.of("gateway.push.open", "true"));
  }

  @Deployment(name = "keyed")
  static WebArchive keyed() {
    return GatewayWar.named(
        "keyed",
        Map.of(
            "gateway.push.open", "true",
            "gateway.keys", "backend",
            "gateway.key.backend.secret", SECRET));
  }

  @Test
  void withoutKey_theyAreForProgramsOnThisMachine_evenIfPushingIsOpen() {
    HttpCalls local = HttpCalls.to(keyless);

    assertThat(local.get("/stat").status()).isEqualTo(200);
    assertThat(local.call("POST", "/stat", "x").status()).isEqualTo(200);
    HttpAnswer refused = local.with("X-Forwarded-For", "10.0.0.1").get("/stat");
    assertThat(refused.status()).isEqualTo(403);
    assertThat(refused.text()).contains("urn:wsgateway:error:forbidden");
    assertThat(local.with("Origin", "http://evil.example").get("/stat").status()).isEqualTo(403);
  }

  @Test
  void withKeys_othersNeedOne_andProgramsOnThisMachineDoNot() {
    HttpCalls calls = HttpCalls.to(keyed);
    HttpCalls foreign = calls.with("X-Forwarded-For", "10.0.0.1");

    assertThat(calls.get("/stat").status()).isEqualTo(200);
    assertThat(foreign.get("/stat").status()).isEqualTo(401);
    assertThat(foreign.with("X-API-Key", SECRET + "0").get("/stat").status()).isEqualTo(401);
    assertThat(foreign.with("X-API-Key", SECRET).get("/stat").status()).isEqualTo(200);
  }

  @Test
  void beforeAnySubscription_thereIsNothing() {
    HttpAnswer answer = HttpCalls.to(keyed).get("/stat");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.text()).isEmpty();
    assertThat(answer.header("Content-Type")).isEmpty();
  }

  @Test
  void clientsThatVanish_areCountedNoMore() {
    try (RawWebSocket closing = MemberClient.member(keyless, 1);
        RawWebSocket vanishing = MemberClient.member(keyless, 2);
        RawWebSocket staying = MemberClient.member(keyless, 3)) {
      for (RawWebSocket client : new RawWebSocket[] {closing, vanishing, staying}) {
        MemberClient.subscribe(client, "im");
        MemberClient.subscribe(client, "news");
      }
      assertThat(lines()).contains("im 3\n", "news 3\n");

      closing.close(1000);
      vanishing.reset();

      Eventually.await(
          "the closed are not counted",
          () -> lines().contains("im 1\n") && lines().contains("news 1\n"));
    }
  }

  private String lines() {
    return HttpCalls.to(keyless).get("/stat").text();
  }
}
