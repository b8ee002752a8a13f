package io.wsgateway.client;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The TCP connection under a {@link RawWebSocket}: opens it, writes frames, keeps what arrives, and
 * answers pings and closes. Any thread.
 */
final class Wire {
  private static final int CONNECT_MILLIS = 10_000;

  private final Socket socket;
  private final Inbox inbox = new Inbox();
  private final Object writing = new Object();
  private final FrameReader reader;
  private final HttpAnswer answer;
  private final boolean accepted;
  private volatile boolean autoPong;
  private volatile boolean closeSent;
  private volatile boolean ended;

  /** Connects a socket that is not connected yet, and asks for a WebSocket on it. */
  Wire(
      Socket socket,
      String host,
      int port,
      String path,
      Map<String, @Nullable String> headers,
      boolean autoPong) {
    this.socket = socket;
    this.autoPong = autoPong;
    try {
      socket.connect(new InetSocketAddress(host, port), CONNECT_MILLIS);
      socket.setTcpNoDelay(true);
      socket.setSoTimeout(CONNECT_MILLIS);
      var in = new DataInputStream(new BufferedInputStream(socket.getInputStream(), 65_536));
      var handshake = new Handshake(host + ":" + port, path, headers);
      socket.getOutputStream().write(handshake.request());
      answer = HttpAnswer.read(in, "GET");
      accepted = handshake.isAcceptedBy(answer);
      socket.setSoTimeout(0);
      reader = new FrameReader(in, this::arrived, this::answer);
    } catch (IOException e) {
      drop();
      throw new UncheckedIOException(host + ":" + port + path + ": " + e.getMessage(), e);
    }
  }

  /** Starts reading frames, or lets the connection go if the server did not switch to them. */
  void start() {
    if (answer.status() == 101) {
      reader.start("websocket-" + socket.getLocalPort());
    } else {
      drop();
    }
  }

  HttpAnswer handshake() {
    return answer;
  }

  boolean isAccepted() {
    return accepted;
  }

  void autoPong(boolean answerPings) {
    autoPong = answerPings;
  }

  void stall(boolean stop) {
    reader.stall(stop);
  }

  void write(byte[] bytes) {
    synchronized (writing) {
      try {
        socket.getOutputStream().write(bytes);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  Optional<Event> next(Duration timeout, Set<Event.Kind> kinds) {
    return inbox.next(timeout, kinds);
  }

  void close(Frame frame) {
    closeSent = true;
    write(frame.bytes());
  }

  /** A close frame unless one was sent, a moment for the server's own, and the end. */
  void leave(Duration patience) {
    if (answer.status() == 101 && !ended && !socket.isClosed()) {
      try {
        if (!closeSent) {
          close(Frame.close(1000, ""));
        }
        inbox.next(patience, Set.of(Event.Kind.CLOSE, Event.Kind.END));
      } catch (UncheckedIOException e) {
        // the server was faster
      }
    }
    drop();
  }

  void drop() {
    closeSent = true;
    try {
      socket.close();
    } catch (IOException e) {
      // it is gone either way
    }
  }

  void reset() {
    try {
      socket.setSoLinger(true, 0);
    } catch (SocketException e) {
      throw new UncheckedIOException(e);
    }
    drop();
  }

  private void arrived(Event event) {
    ended = event.kind() == Event.Kind.END;
    inbox.put(event);
  }

  private void answer(Frame control) {
    try {
      if (control.opcode() == Frame.PING && autoPong) {
        write(Frame.of(Frame.PONG, control.payload()).bytes());
      } else if (control.opcode() == Frame.CLOSE && !closeSent) {
        int code = Math.min(2, control.payload().length);
        close(Frame.of(Frame.CLOSE, Arrays.copyOf(control.payload(), code)));
      }
    } catch (UncheckedIOException e) {
      // the server has gone, as the reader is about to see
    }
  }
}
