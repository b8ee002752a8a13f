package io.wsgateway.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.wsgateway.dialect.TransportContract;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;

/** The contract over TLS. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class TlsTransport extends TransportContract {
  private static final String SECRET = "a-secret-of-24-characters";

  private final String transport;
  private TestKeys keys;
  private TlsGateway gateway;
  private HttpClient backEnd;

  TlsTransport(String transport) {
    this.transport = transport;
  }

  @BeforeAll
  void start() {
    keys = TestKeys.make(Path.of("target/servers/tls-" + transport + "-keys"));
    Map<String, String> settings = new HashMap<>(BOUNDS);
    settings.put("gateway.transport", transport);
    settings.put("gateway.keys", "shop");
    settings.put("gateway.key.shop.secret", SECRET);
    gateway = TlsGateway.start("tls-" + transport, keys, settings);
    backEnd = HttpClient.newBuilder().sslContext(keys.backEnd()).build();
  }

  @AfterAll
  void stop() {
    if (gateway != null) {
      gateway.close();
    }
  }

  @Override
  protected URI address(String path) {
    return gateway.forClients(path);
  }

  @Override
  protected Socket socket() throws IOException {
    return keys.stranger().getSocketFactory().createSocket();
  }

  @Override
  protected String call(String method, String path, String json) {
    HttpRequest request =
        HttpRequest.newBuilder(gateway.forBackEnds(path))
            .timeout(Duration.ofSeconds(30))
            .header("X-API-Key", SECRET)
            .header("Content-Type", "application/json")
            .method(method, BodyPublishers.ofString(json))
            .build();
    try {
      HttpResponse<String> answer = backEnd.send(request, BodyHandlers.ofString());
      assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 299);
      return answer.body();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  protected Duration processorTime() {
    return ProcessHandle.of(gateway.pid()).orElseThrow().info().totalCpuDuration().orElseThrow();
  }

  /** What the server has printed so far. */
  String log() {
    return gateway.log();
  }
}
