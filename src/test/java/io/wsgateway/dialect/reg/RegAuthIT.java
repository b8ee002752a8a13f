package io.wsgateway.dialect.reg;

import io.wsgateway.client.HttpCalls;
import io.wsgateway.client.RawWebSocket;
import io.wsgateway.server.GatewayWar;
import java.net.URI;
import java.util.Map;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The protocol has no place for a proof: apps that ask for one are not for its clients. */
@ArquillianTest
@RunAsClient
class RegAuthIT {
  @ArquillianResource private URI base;

  @Deployment
  static WebArchive war() {
    return GatewayWar.named(
        "closed-reg",
        Map.of(
            "gateway.apps", "shop",
            "gateway.app.shop.auth", "jwt",
            "gateway.app.shop.secret", "a secret of the shop"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"reg:shop:ann", "in:shop:ann:news", "out:shop:ann:news"})
  void whoCannotProveWhoItIs_isRefused(String line) {
    try (RawWebSocket client = RawWebSocket.open(base.resolve("connection"))) {
      client.send(line).expect("error msg format");
    }
  }

  @Test
  void openApps_areAsEver() {
    try (RawWebSocket client = RawWebSocket.open(base.resolve("connection"))) {
      client.send("reg:other:ann").send("?:").expect("error msg format");
      HttpCalls.to(base)
          .postForm("/push/user", Map.of("app", "other", "userId", "ann", "content", "x"));
      client.expect("x");
    }
  }
}
