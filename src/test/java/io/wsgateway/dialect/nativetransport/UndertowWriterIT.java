package io.wsgateway.dialect.nativetransport;

import static org.assertj.core.api.Assertions.assertThat;

import io.wsgateway.client.Event;
import io.wsgateway.client.RawWebSocket;
import io.wsgateway.server.GatewayWar;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** The writer for WildFly: what is stuck gives way to a close frame. */
@ArquillianTest
@RunAsClient
@EnabledIfSystemProperty(named = "arquillian.launch", matches = "wildfly")
class UndertowWriterIT extends WriterContract {
  @Deployment
  static WebArchive war() {
    return GatewayWar.named("undertow-writer", Map.of()).addClass(WriterProbe.class);
  }

  @Test
  void aStuckWrite_fails_whenTheClientCloses_whichIsAnswered() {
    try (RawWebSocket client = open("leaving")) {
      client.stall();
      assertThat(probe("leaving", "&count=" + MANY + "&size=" + LARGE)).isEmpty();
      client.close(1000);
      awaitTold("leaving", "ClosedChannelException");
      client.resume();
      assertThat(expectSomeUntil(client, Event.Kind.CLOSE)).isLessThan(MANY);
      assertThat(probe("leaving", "&count=1&size=64"))
          .isEqualTo("ClosedChannelException,ClosedChannelException");
    }
  }

  @Test
  void aStuckWrite_fails_whenTheServerCloses_andTheClientIsToldWhy() {
    try (RawWebSocket client = open("closed")) {
      client.stall();
      probe("closed", "&count=" + MANY + "&size=" + LARGE);
      probe("closed", "&close");
      awaitTold("closed", "ClosedChannelException");
      client.resume();
      assertThat(expectSomeUntil(client, Event.Kind.CLOSE)).isLessThan(MANY);
    }
  }

  /** The listener's timeout is for writes that are stuck; its default is 90 seconds. */
  @Test
  void aSocketThatNothingWasWrittenToForLong_isWrittenTo() {
    try (RawWebSocket client = open("idle")) {
      probe("idle", "&timeout=200");
      assertThat(probe("idle", "&count=1&size=64")).isEqualTo("written");
      expectAll(client, 1, 64);
      LockSupport.parkNanos(Duration.ofMillis(600).toNanos());
      assertThat(probe("idle", "&count=1&size=64")).isEqualTo("written,written");
      expectAll(client, 1, 64);
    }
  }
}
