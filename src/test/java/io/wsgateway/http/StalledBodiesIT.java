package io.wsgateway.http;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.wsgateway.client.HttpCalls;
import io.wsgateway.server.GatewayWar;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;

/** Callers that nobody knows yet, and whose bodies stop in the middle, keep nobody waiting. */
@ArquillianTest
@RunAsClient
class StalledBodiesIT {
  /** As many threads as any server here has for requests, and more. */
  private static final int STALLED = 300;

  private static final Duration SHORT = Duration.ofSeconds(5);

  @ArquillianResource private URI base;

  @Deployment
  static WebArchive war() {
    return GatewayWar.atRoot(
        Map.of(
            "gateway.limit.body-time", "2s",
            "gateway.keys", "backend",
            "gateway.key.backend.secret", "a-secret-of-24-characters"));
  }

  @Test
  void bodiesThatStop_keepNobodyWaiting_andAreEnded() throws IOException {
    List<Socket> sockets = new ArrayList<>();
    try {
      for (int i = 0; i < STALLED; i++) {
        sockets.add(stalled("/api/v1/im/push", ""));
        sockets.add(
            stalled(
                "/push/user",
                "X-Gateway-Key: backend\r\nX-Gateway-Time: "
                    + System.currentTimeMillis() / 1000
                    + "\r\nX-Gateway-Nonce: abcdefghijklmnopq\r\n"
                    + "X-Gateway-Signature: v1="
                    + "0".repeat(64)
                    + "\r\n"));
        if (i % 50 == 49) {
          assertThat(HttpCalls.to(base).within(SHORT).get("/").status()).isEqualTo(200);
        }
      }
      assertThat(HttpCalls.to(base).within(SHORT).get("/").status()).isEqualTo(200);
      for (Socket socket : sockets) {
        socket.setSoTimeout((int) Duration.ofSeconds(20).toMillis());
        InputStream in = socket.getInputStream();
        // An answer or an end: nobody is kept for ever.
        assertThat(in.read()).isIn((int) 'H', -1);
      }
      assertThat(HttpCalls.to(base).within(SHORT).get("/").status()).isEqualTo(200);
    } finally {
      for (Socket socket : sockets) {
        socket.close();
      }
    }
  }

  private Socket stalled(String path, String headers) throws IOException {
    Socket socket = new Socket(base.getHost(), base.getPort());
    String head =
        "POST "
            + path
            + " HTTP/1.1\r\nHost: "
            + base.getAuthority()
            + "\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n"
            + headers
            + "\r\n{\"";
    socket.getOutputStream().write(head.getBytes(US_ASCII));
    return socket;
  }
}
