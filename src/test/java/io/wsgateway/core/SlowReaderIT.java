package io.wsgateway.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.wsgateway.client.HttpCalls;
import io.wsgateway.client.RawWebSocket;
import io.wsgateway.server.EveryServer;
import io.wsgateway.server.GatewayWar;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;

/** A client that reads slowly, but reads. */
@ArquillianTest
@RunAsClient
@EveryServer
class SlowReaderIT {
  private static final int MESSAGES = 200;
  private static final int SIZE = 100_000;
  private static final int RECEIVE_BUFFER = 1 << 16;

  @ArquillianResource private URI base;

  /** All of it fits, and takes several times as long as a write may in which nothing goes out. */
  @Deployment
  static WebArchive war() {
    return GatewayWar.named(
        "slow-reader",
        Map.of("gateway.outbox.max-size", "64m", "gateway.outbox.write-deadline", "1s"));
  }

  @Test
  void whatASlowClientIsSent_arrives_howeverLongItTakes() throws IOException {
    HttpCalls http = HttpCalls.to(base);
    String content = "x".repeat(SIZE);
    Socket socket = new SlowSocket();
    socket.setReceiveBufferSize(RECEIVE_BUFFER);
    try (RawWebSocket client = RawWebSocket.open(base.resolve("connection"), socket)) {
      client.send("reg:slow:1").send("?:").expect("error msg format");
      long begin = System.nanoTime();
      for (int i = 0; i < MESSAGES; i++) {
        int status =
            http.postForm(
                    "/push/user", Map.of("app", "slow", "userId", "1", "content", i + content))
                .status();
        assertThat(status).isEqualTo(200);
      }
      for (int i = 0; i < MESSAGES; i++) {
        if (i % 10 == 0) {
          // Their pongs queue up behind what is under way.
          client.ping("");
        }
        client.expect(i + content, Duration.ofSeconds(20));
      }
      assertThat(Duration.ofNanos(System.nanoTime() - begin)).isGreaterThan(Duration.ofSeconds(7));
    }
  }

  /** From which two megabytes can be read in a second. */
  private static final class SlowSocket extends Socket {
    private static final int PIECE = 1 << 14;
    private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(8);

    @Override
    public InputStream getInputStream() throws IOException {
      return new FilterInputStream(super.getInputStream()) {
        @Override
        public int read(byte[] bytes, int from, int length) throws IOException {
          LockSupport.parkNanos(PAUSE);
          return super.read(bytes, from, Math.min(length, PIECE));
        }
      };
    }
  }
}
