package io.wsgateway.dialect.gm;

import static org.assertj.core.api.Assertions.assertThat;

import io.wsgateway.auth.AuthServer;
import io.wsgateway.server.GatewayWar;
import io.wsgateway.server.RedisProcess;
import java.net.URI;
import java.util.Map;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** What a client asks cannot be answered at once: it has one question of each kind at a time. */
@ArquillianTest
@RunAsClient
class GmPendingIT {
  private static final AuthServer APPLICATION = AuthServer.start();
  private static final RedisProcess REDIS = RedisProcess.start();
  private static final String COUNT =
      "{'type':'get_clientcount_bygroup','data':{'group_id':'empty'}}";
  private static final String COUNTED =
      "{'type':'get_clientcount_bygroup','data':{'group_id':'empty','count':0}}".replace('\'', '"');

  @ArquillianResource private URI base;

  @Deployment
  static WebArchive war() {
    return GatewayWar.named(
        "pending",
        Map.of(
            "gateway.apps", "shop",
            "gateway.app.shop.auth", "http",
            "gateway.app.shop.auth-url", APPLICATION.url("/who").toString(),
            "gateway.auth.http-timeout", "30s",
            "gateway.gm.app", "shop",
            "gateway.exchange", "redis",
            "gateway.redis.timeout", "30s",
            "gateway.redis.uri", REDIS.uri().toString()));
  }

  @AfterAll
  static void stop() {
    APPLICATION.close();
    REDIS.close();
  }

  @Test
  void bindingAgain_beforeTheApplicationHasAnswered_asksNobody() {
    APPLICATION.hang(false);
    try (GmClient client = open()) {
      int asked = APPLICATION.questions().size();
      client.send(bind("first"));
      APPLICATION.awaitQuestions(asked + 1);

      client.send(bind("second")).expect(GmClient.NOT_MATCH);
      client.send(bind("third")).expect(GmClient.NOT_MATCH);
      client.expectNothing();
      assertThat(APPLICATION.questions()).hasSize(asked + 1);

      APPLICATION.answerWith(200);
      client.expect("bind ok").nextText();
      client.send(toClient("first")).expect("x");
      client.bind("'second'");
    }
  }

  @Test
  void countingAgain_beforeTheCountIsKnown_isAnsweredNotMatch() {
    try (GmClient client = open().bind("'counting'")) {
      client.send(COUNT).expect(COUNTED);

      REDIS.freeze();
      client.send(COUNT).send(COUNT).expect(GmClient.NOT_MATCH);
      client.send(COUNT).expect(GmClient.NOT_MATCH);
      REDIS.thaw();

      client.expect(COUNTED);
      client.send(COUNT).expect(COUNTED);
    } finally {
      REDIS.thaw();
    }
  }

  private static String bind(String clientId) {
    return "{'type':'bind','data':{'client_id':'" + clientId + "'}}";
  }

  private static String toClient(String clientId) {
    return "{'type':'send_to_client','data':{'client_id':'" + clientId + "','message':'x'}}";
  }

  private GmClient open() {
    return GmClient.open(base.resolve("gm"));
  }
}
