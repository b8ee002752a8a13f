package io.wsgateway.dialect;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.wsgateway.client.RawWebSocket;
import io.wsgateway.server.GatewayWar;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;

/**
 * Clients that do not wait for the answer to their handshake. Payara may come upon the same when
 * one of its requests was left with something unread.
 */
@ArquillianTest
@RunAsClient
class EarlyFramesIT {
  /** More than the server has threads. */
  private static final int CLIENTS = 100;

  /** A close frame with code 1000, its mask zero. */
  private static final byte[] FRAME = {(byte) 0x88, (byte) 0x82, 0, 0, 0, 0, 3, (byte) 0xe8};

  @ArquillianResource private URI base;

  @Deployment
  static WebArchive war() {
    return GatewayWar.named("early-frames", Map.of());
  }

  @Test
  void framesThatComeWithTheHandshake_holdNoThread() throws IOException {
    List<Socket> early = new ArrayList<>();
    try {
      for (int i = 0; i < CLIENTS; i++) {
        Socket socket = new Socket(base.getHost(), base.getPort());
        early.add(socket);
        socket.getOutputStream().write(handshakeAndFrame());
      }
      try (RawWebSocket client = RawWebSocket.open(base.resolve("connection"))) {
        client.send("?:").expect("error msg format");
      }
    } finally {
      for (Socket socket : early) {
        socket.close();
      }
    }
  }

  private byte[] handshakeAndFrame() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    String handshake =
        String.join(
            "\r\n",
            "GET " + base.resolve("connection").getPath() + " HTTP/1.1",
            "Host: " + base.getAuthority(),
            "Connection: Upgrade",
            "Upgrade: websocket",
            "Sec-WebSocket-Version: 13",
            "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
            "",
            "");
    bytes.writeBytes(handshake.getBytes(US_ASCII));
    bytes.writeBytes(FRAME);
    return bytes.toByteArray();
  }
}
