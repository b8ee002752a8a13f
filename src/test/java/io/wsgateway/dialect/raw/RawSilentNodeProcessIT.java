package io.wsgateway.dialect.raw;

import static org.assertj.core.api.Assertions.assertThat;

import io.wsgateway.server.GatewayProcess;
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

/**
 * A node that is alive by all that is known and does not answer. In bin-x/websocket, whoever asked
 * something was dropped then.
 */
@ArquillianTest
@RunAsClient
class RawSilentNodeProcessIT {
  private static final RedisProcess REDIS = RedisProcess.start();

  @ArquillianResource private URI base;

  @Deployment
  static WebArchive asking() {
    return GatewayWar.named(
            "raw-asking",
            Map.of(
                "gateway.raw.application",
                ProbeApplication.NAME,
                "gateway.exchange",
                "redis",
                "gateway.redis.uri",
                REDIS.uri().toString()))
        .addClasses(ProbeApplication.CLASSES);
  }

  @AfterAll
  static void stopRedis() {
    REDIS.close();
  }

  @Test
  void whoAsks_isAnsweredWithoutTheSilentNode_andStaysConnected() {
    try (GatewayProcess other = chatNode();
        Chatter chatter = Chatter.at(other.ws("/"));
        ProbeClient asking = ProbeClient.at(base.resolve("raw"))) {
      asking.awaitAnswer("true", "IsOnline", chatter.id());
      assertThat(asking.call("GetAllClientCount")).isEqualTo("2");

      other.freeze();

      assertThat(asking.call("IsOnline", chatter.id())).isEqualTo("false");
      assertThat(asking.call("GetInfo", chatter.id())).isEqualTo("{}");
      assertThat(asking.call("SendToClient", chatter.id(), "still")).isEqualTo("null");
      assertThat(asking.call("BindUid", chatter.id(), "bob")).isEqualTo("null");
      assertThat(asking.call("GetAllClientCount")).isEqualTo("1");
      assertThat(asking.call("GetClientIdsByGroup", "chat")).isEqualTo("null");
      assertThat(asking.call("BindUid", "$me", "ann")).isEqualTo("null");
      assertThat(asking.call("GetAllUid")).isEqualTo("[\"ann\"]");

      other.thaw();

      chatter.sees("still");
      asking.awaitAnswer("2", "GetAllClientCount");
    }
  }

  private static GatewayProcess chatNode() {
    return GatewayProcess.start(
        "raw-silent",
        Map.of(
            "gateway.raw.application",
            "chat",
            "gateway.exchange",
            "redis",
            "gateway.redis.uri",
            REDIS.uri().toString()));
  }
}
