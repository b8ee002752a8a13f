package io.wsgateway.auth;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.wsgateway.client.HttpCalls;
import io.wsgateway.client.RawWebSocket;
import io.wsgateway.server.GatewayWar;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Many who open a connection and then hardly say anything, or nothing. Servers wait for heads
 * without a thread, so any number of silent ones costs others nothing; a body that does not come
 * costs a thread each, so there must be more threads than such bodies ({@code server-config}).
 */
@ArquillianTest
@RunAsClient
class HalfOpenIT {
  private static final int SILENT = 200;
  private static final int SLOW = 100;
  private static final int BODILESS = 20;
  private static final Duration DRIP = Duration.ofMillis(20);

  /** What others may notice: a pause of a busy machine, and none of the server's waiting times. */
  private static final Duration BOUND = Duration.ofSeconds(2);

  @ArquillianResource private URI base;
  private final List<Socket> sockets = new ArrayList<>();
  private final AtomicBoolean done = new AtomicBoolean();

  @Deployment
  static WebArchive war() {
    return GatewayWar.named("half-open", Map.of());
  }

  @AfterEach
  void closeAll() throws IOException {
    done.set(true);
    for (Socket socket : sockets) {
      socket.close();
    }
  }

  @Test
  void halfOpenAndSlowHandshakes_costOthersNothing() throws Exception {
    for (int i = 0; i < SILENT; i++) {
      open("");
    }
    List<Socket> slow = new ArrayList<>();
    for (int i = 0; i < SLOW; i++) {
      slow.add(open("GET " + base.getPath()));
    }
    for (int i = 0; i < BODILESS; i++) {
      open(
          "POST "
              + base.getPath()
              + "push/user HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000\r\n"
              + "Content-Type: application/x-www-form-urlencoded\r\n\r\n");
    }
    AtomicInteger dripped = new AtomicInteger();
    Thread dripping = new Thread(() -> drip(slow, dripped), "dripping");
    dripping.start();

    HttpCalls calls = HttpCalls.to(base).within(BOUND);
    for (int i = 0; i < 20; i++) {
      long start = System.nanoTime();
      try (RawWebSocket client = RawWebSocket.open(base.resolve("connection"))) {
        client.send("reg:half:open").send("?:").expect("error msg format", BOUND);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(BOUND);
        for (int push = 0; push < 5; push++) {
          String content = i + "-" + push;
          assertThat(calls.get("/push/user?app=half&userId=open&content=" + content).status())
              .isEqualTo(200);
          client.expect(content, BOUND);
        }
      }
    }

    assertThat(dripped).as("the slow ones were at it all the while").hasValueGreaterThan(SLOW);
    done.set(true);
    dripping.join();
  }

  private Socket open(String head) throws IOException {
    Socket socket = new Socket();
    sockets.add(socket);
    socket.connect(new InetSocketAddress(base.getHost(), base.getPort()), 5_000);
    socket.getOutputStream().write(head.getBytes(US_ASCII));
    return socket;
  }

  /** One byte to each, over and over. */
  private void drip(List<Socket> slow, AtomicInteger dripped) {
    byte[] rest =
        ("connection HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nX-Long: "
                + "x".repeat(4096))
            .getBytes(US_ASCII);
    for (int at = 0; at < rest.length && !done.get(); at++) {
      for (Socket socket : slow) {
        try {
          socket.getOutputStream().write(rest[at]);
          dripped.incrementAndGet();
        } catch (IOException closedByTheServer) {
          // It may be tired of it.
        }
      }
      LockSupport.parkNanos(DRIP.toNanos());
    }
  }
}
