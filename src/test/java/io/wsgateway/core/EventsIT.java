package io.wsgateway.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.wsgateway.server.GatewayWar;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;

/**
 * Application code overlaid on the WAR: it injects the gateway and observes what happens to
 * connections.
 */
@ArquillianTest
class EventsIT {
  @ArquillianResource private URI base;
  @Inject private Gateway gateway;
  @Inject private SessionRegistry registry;
  @Inject private Observer observer;

  @Deployment
  static WebArchive war() {
    return GatewayWar.withTest(
        GatewayWar.named("events", Map.of()), EventsIT.class, Observer.class, Received.class);
  }

  /** Business code. */
  @ApplicationScoped
  public static class Observer {
    private final BlockingQueue<ConnectionEvent> events = new LinkedBlockingQueue<>();

    public void on(@Observes ConnectionEvent event) {
      events.add(event);
    }

    public ConnectionEvent next() throws InterruptedException {
      return events.poll(10, TimeUnit.SECONDS);
    }
  }

  /** The first text that arrives. */
  public static final class Received implements WebSocket.Listener {
    final CompletableFuture<String> text = new CompletableFuture<>();

    @Override
    public CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
      text.complete(data.toString());
      return null;
    }
  }

  @Test
  void applicationCode_seesALife_andPublishes() throws Exception {
    Received received = new Received();
    URI address = URI.create(base.toString().replaceFirst("http", "ws") + "connection");
    WebSocket socket =
        HttpClient.newHttpClient().newWebSocketBuilder().buildAsync(address, received).join();
    assertThat(observer.next()).isInstanceOf(ConnectionEvent.Connected.class);
    assertThat(registry.connectionCount()).isEqualTo(1);

    socket.sendText("reg:shop:bob", true).join();
    assertThat(observer.next())
        .isInstanceOfSatisfying(
            ConnectionEvent.Bound.class,
            bound -> {
              assertThat(bound.origin().app()).isEqualTo("shop");
              assertThat(bound.origin().user()).isEqualTo("bob");
              assertThat(bound.origin().dialect()).isEqualTo("reg");
            });
    socket.sendText("in:shop:bob:news", true).join();
    assertThat(observer.next())
        .isInstanceOfSatisfying(
            ConnectionEvent.Joined.class,
            joined -> assertThat(joined.topic().topic()).isEqualTo("news"));

    Receipt receipt =
        gateway
            .publish(
                gateway.toTopic("shop", "news"), Payload.text("from Java"), PublishOptions.NONE)
            .toCompletableFuture()
            .get(10, TimeUnit.SECONDS);
    assertThat(receipt.localConnections()).isEqualTo(1);
    assertThat(received.text.get(10, TimeUnit.SECONDS)).isEqualTo("from Java");

    socket.sendClose(1000, "").join();
    assertThat(observer.next())
        .isInstanceOfSatisfying(
            ConnectionEvent.Closed.class,
            closed -> {
              assertThat(closed.code()).isEqualTo(1000);
              assertThat(closed.origin().user()).isEqualTo("bob");
            });
  }
}
