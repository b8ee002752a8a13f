package io.wsgateway.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wsgateway.client.Eventually;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** HTTPS and mutual TLS, as the scripts in {@code server-config} set them up. */
@Tries({
  "payara/wsgateway-micro.asadmin",
  "payara/tls.asadmin",
  "wildfly/tls.cli",
  "wildfly/backends-only.cli"
})
class TlsProcessIT {
  private static final String SECRET = "a-secret-of-24-characters";

  private static TestKeys keys;
  private static TlsGateway gateway;

  @BeforeAll
  static void start() {
    keys = TestKeys.make(Path.of("target/servers/tls-keys"));
    gateway =
        TlsGateway.start(
            "tls", keys, Map.of("gateway.keys", "shop", "gateway.key.shop.secret", SECRET));
  }

  @AfterAll
  static void stop() {
    if (gateway != null) {
      gateway.close();
    }
  }

  @Test
  void aPushOverMutualTls_reachesAWebSocketOverTls() throws Exception {
    Heard heard = new Heard();
    URI address = URI.create(gateway.forClients("/connection").toString().replace("https", "wss"));
    WebSocket socket =
        Eventually.get(client(keys.stranger()).newWebSocketBuilder().buildAsync(address, heard));
    socket.sendText("reg:test:7", true);
    Eventually.await(
        "the push is heard", () -> push(keys.backEnd(), SECRET) == 200 && !heard.none());

    assertThat(heard.next()).isEqualTo("over TLS");
    socket.abort();
  }

  @Test
  void withoutACertificate_thereIsNoBackEnd() {
    assertThatThrownBy(() -> get(keys.stranger(), gateway.forBackEnds("/serverList")))
        .isInstanceOf(IOException.class);
  }

  @Test
  void aCertificateOfAnotherAuthority_isNone() {
    assertThatThrownBy(() -> get(keys.foreigner(), gateway.forBackEnds("/serverList")))
        .isInstanceOf(IOException.class);
  }

  @Test
  void aCertificate_isNoKey() {
    assertThat(push(keys.backEnd(), "another-one-of-24-chars-")).isEqualTo(401);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1})
  void tls11_isRefused(int port) {
    int at = gateway.ports().get(port);

    assertThat(ClientHello.answer(at, ClientHello.TLS_1_1)).isNotEqualTo(ClientHello.HANDSHAKE);
    assertThat(ClientHello.answer(at, ClientHello.TLS_1_2)).isEqualTo(ClientHello.HANDSHAKE);
  }

  /** Where the server can keep paths off a port; elsewhere they want a key there as anywhere. */
  @Test
  void theClientsPort_hasNothingForBackEnds() throws Exception {
    if (!TlsGateway.onWildFly()) {
      assertThat(get(keys.stranger(), gateway.forClients("/api/v1/status"))).isEqualTo(401);
      return;
    }
    for (String path :
        List.of(
            "/serverList",
            "//serverList",
            "/page/../serverList",
            "/page/%2e%2e/serverList",
            "/api/v1/status",
            "/push",
            "/stat")) {
      assertThat(get(keys.stranger(), gateway.forClients(path))).as(path).isEqualTo(404);
    }
    assertThat(get(keys.stranger(), gateway.forClients("/"))).isEqualTo(200);
  }

  private static int push(SSLContext context, String key) {
    try {
      HttpRequest request =
          HttpRequest.newBuilder(gateway.forBackEnds("/push/user"))
              .timeout(Duration.ofSeconds(10))
              .header("X-API-Key", key)
              .header("Content-Type", "application/x-www-form-urlencoded")
              .POST(BodyPublishers.ofString("app=test&userId=7&content=over%20TLS"))
              .build();
      return send(context, request);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static int get(SSLContext context, URI address) throws IOException {
    return send(context, HttpRequest.newBuilder(address).timeout(Duration.ofSeconds(10)).build());
  }

  private static int send(SSLContext context, HttpRequest request) throws IOException {
    try {
      HttpResponse<String> answer = client(context).send(request, BodyHandlers.ofString());
      return answer.statusCode();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static HttpClient client(SSLContext context) {
    return HttpClient.newBuilder().sslContext(context).build();
  }

  private static final class Heard implements WebSocket.Listener {
    private final BlockingQueue<String> texts = new LinkedBlockingQueue<>();

    @Override
    public CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
      texts.add(data.toString());
      socket.request(1);
      return null;
    }

    boolean none() {
      return texts.isEmpty();
    }

    String next() throws InterruptedException {
      return texts.poll(10, TimeUnit.SECONDS);
    }
  }
}
