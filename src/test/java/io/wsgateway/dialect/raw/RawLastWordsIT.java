package io.wsgateway.dialect.raw;

import static org.assertj.core.api.Assertions.assertThat;

import io.wsgateway.config.GatewayConfig;
import io.wsgateway.core.Connection;
import io.wsgateway.core.DisconnectReason;
import io.wsgateway.core.Gateway;
import io.wsgateway.core.Payload;
import io.wsgateway.core.Transport;
import io.wsgateway.core.Visitor;
import io.wsgateway.server.GatewayWar;
import jakarta.enterprise.inject.Vetoed;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;

/** Inside the server: one thread brings a message while another tells that the client is gone. */
@ArquillianTest
class RawLastWordsIT {
  @Inject private Gateway gateway;
  @Inject private GatewayConfig config;
  @Inject private RawCodec codec;

  @Deployment
  static WebArchive war() {
    return GatewayWar.withTest(
        GatewayWar.named("last-words", Map.of()), RawLastWordsIT.class, Slow.class, Nowhere.class);
  }

  /** Notes what it is told, and takes its time to greet. */
  @Vetoed
  static final class Slow implements RawApplication {
    final BlockingQueue<String> told = new LinkedBlockingQueue<>();
    final CountDownLatch gate = new CountDownLatch(1);

    @Override
    public String name() {
      return "slow";
    }

    @Override
    public void onConnect(RawClient client) {
      told.add("connect");
      try {
        gate.await(10, TimeUnit.SECONDS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }

    @Override
    public void onMessage(RawClient client, Payload message) {
      told.add(message.text());
    }

    @Override
    public void onClose(RawClient client) {
      told.add("close");
    }
  }

  /** A socket that nobody reads. */
  @Vetoed
  static final class Nowhere implements Transport {
    @Override
    public void write(List<Payload> messages, Completion done) {
      done.complete(null);
    }

    @Override
    public CompletionStage<Void> close(DisconnectReason reason) {
      return CompletableFuture.completedFuture(null);
    }
  }

  @Test
  void aMessageThatComesAfterTheEnd_isNotHeard() throws Exception {
    Slow application = new Slow();
    Connection connection =
        gateway.connect(codec, new Nowhere(), Visitor.UNKNOWN, config.raw().app());
    RawConversation conversation =
        new RawConversation(gateway, connection, Optional.of(application), config.raw());
    conversation.begin();
    conversation.hear(Payload.text("in time"));
    conversation.end(1000, "");
    conversation.hear(Payload.text("too late"));
    CompletableFuture<Void> allIsDone = new CompletableFuture<>();
    gateway.inOrder(connection, () -> allIsDone.complete(null));
    application.gate.countDown();

    allIsDone.get(10, TimeUnit.SECONDS);

    assertThat(application.told).containsExactly("connect", "in time", "close");
  }
}
