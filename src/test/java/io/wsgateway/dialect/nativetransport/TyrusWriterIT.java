package io.wsgateway.dialect.nativetransport;

import static org.assertj.core.api.Assertions.assertThat;

import io.wsgateway.client.Event;
import io.wsgateway.client.Eventually;
import io.wsgateway.client.RawWebSocket;
import io.wsgateway.server.EveryServer;
import io.wsgateway.server.GatewayWar;
import java.util.Map;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;

/** The writer for Payara, which cannot take back what it has handed over. */
@ArquillianTest
@RunAsClient
@EveryServer
@DisabledIfSystemProperty(named = "arquillian.launch", matches = "wildfly")
class TyrusWriterIT extends WriterContract {
  @Deployment
  static WebArchive war() {
    return GatewayWar.named("tyrus-writer", Map.of()).addClass(WriterProbe.class);
  }

  @Test
  void aClientThatClosesWhileAWriteIsStuck_hearsWholeMessages_andNothingFollows() {
    try (RawWebSocket client = open("leaving")) {
      client.stall();
      assertThat(probe("leaving", "&count=" + MANY + "&size=" + LARGE)).isEmpty();
      client.close(1000);
      client.resume();
      assertThat(expectSomeUntil(client, Event.Kind.CLOSE, Event.Kind.END))
          .isLessThanOrEqualTo(MANY);
      Eventually.await("the end of the write", () -> !probe("leaving", "").isEmpty());
      assertThat(probe("leaving", "&count=1&size=64")).matches("[^,]+,ClosedChannelException");
    }
  }
}
