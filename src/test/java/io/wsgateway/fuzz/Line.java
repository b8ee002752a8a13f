package io.wsgateway.fuzz;

import io.wsgateway.client.Frame;
import io.wsgateway.client.HttpAnswer;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/**
 * A TCP connection to the server, on which anything may be said. What cannot be written because the
 * server has hung up is dropped silently: what it said before that is still to be read. One thread.
 */
final class Line implements AutoCloseable {
  /** For whatever a server has to say; one that takes longer hangs. */
  static final Duration PATIENCE = Duration.ofSeconds(20);

  private final Socket socket = new Socket();
  private final DataInputStream in;

  /**
   * Connects.
   *
   * @throws IOException if nobody takes the call
   */
  Line(URI server) throws IOException {
    socket.connect(new InetSocketAddress(server.getHost(), server.getPort()), millis());
    socket.setSoTimeout(millis());
    socket.setTcpNoDelay(true);
    in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
  }

  void write(byte[] bytes) {
    try {
      socket.getOutputStream().write(bytes);
    } catch (IOException e) {
      // The server was faster, as it may be.
    }
  }

  /** Says that nothing follows. */
  void finish() {
    try {
      socket.shutdownOutput();
    } catch (IOException e) {
      // It is gone already.
    }
  }

  /**
   * The next answer, or nothing if the server has hung up.
   *
   * @throws IOException if it keeps silent, or says something that is no answer
   */
  Optional<HttpAnswer> answer(String method) throws IOException {
    return AnswerReader.read(in, method);
  }

  /**
   * The next frame.
   *
   * @throws IOException also at the end
   */
  Frame frame() throws IOException {
    return Frame.read(in);
  }

  /** Hangs up without a word: as a crashed program does, or as a lost network. */
  void drop(boolean reset) {
    try {
      if (reset) {
        socket.setSoLinger(true, 0);
      }
      socket.close();
    } catch (IOException e) {
      // It is gone either way.
    }
  }

  @Override
  public void close() {
    drop(false);
  }

  private static int millis() {
    return Math.toIntExact(PATIENCE.toMillis());
  }
}
