package io.wsgateway.bench.floor;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.EOFException;
import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;

/** A connection to the {@link Floor}: a WebSocket, or one that pushes over HTTP. */
final class Link {
  private static final String KEY = "sec-websocket-key: ";
  private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n";

  private final SocketChannel channel;
  private final Floor floor;
  private final List<String> joined = new ArrayList<>(2);
  private final ByteBuffer ok = ByteBuffer.allocateDirect(OK.length()).put(OK.getBytes(UTF_8));
  private boolean isWebSocket;

  Link(SocketChannel channel, Floor floor) throws IOException {
    this.channel = channel;
    this.floor = floor;
    channel.configureBlocking(false);
    channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
  }

  List<String> joined() {
    return joined;
  }

  /** Whole requests and whole messages come at once here: they are small, and clients wait. */
  void read(ByteBuffer in) throws IOException {
    if (channel.read(in) < 0) {
      throw new EOFException();
    }
    byte[] bytes = new byte[in.flip().remaining()];
    in.get(bytes);
    if (isWebSocket) {
      frames(bytes);
    } else {
      request(new String(bytes, ISO_8859_1));
    }
  }

  private void request(String request) throws IOException {
    int key = request.toLowerCase(Locale.ROOT).indexOf(KEY);
    if (key >= 0) {
      isWebSocket = true;
      String accept = accept(request.substring(key + KEY.length()).split("\r", 2)[0]);
      channel.write(
          ByteBuffer.wrap(
              ("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                      + "Sec-WebSocket-Accept: "
                      + accept
                      + "\r\n\r\n")
                  .getBytes(UTF_8)));
      return;
    }
    String topic = parameter(request, "topic=");
    String name = topic.isEmpty() ? "user " + parameter(request, "userId=") : "topic " + topic;
    floor.push(name, parameter(request, "content=").getBytes(UTF_8));
    channel.write(ok.rewind());
  }

  private static String parameter(String request, String name) {
    int at = request.indexOf(name);
    return at < 0 ? "" : request.substring(at + name.length()).split("[ &]", 2)[0];
  }

  private static String accept(String key) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-1");
      byte[] hash =
          digest.digest((key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11").getBytes(ISO_8859_1));
      return Base64.getEncoder().encodeToString(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Short messages, {@code reg:APP:USER} and {@code in:APP:USER:TOPIC}. */
  private void frames(byte[] bytes) throws IOException {
    for (int at = 0; at < bytes.length; ) {
      if ((bytes[at] & 0x0F) == 8) {
        throw new EOFException();
      }
      int size = bytes[at + 1] & 0x7F;
      byte[] text = new byte[size];
      for (int i = 0; i < size; i++) {
        text[i] = (byte) (bytes[at + 6 + i] ^ bytes[at + 2 + (i & 3)]);
      }
      command(new String(text, UTF_8).split(":", -1));
      at += 6 + size;
    }
  }

  private void command(String[] words) {
    if (words[0].equals("reg")) {
      floor.join("user " + words[2], this);
    } else if (words[0].equals("in")) {
      floor.join("topic " + words[3], this);
    }
  }

  /** One call; what the system does not take at once would have to be kept, which costs more. */
  void write(ByteBuffer frame) {
    try {
      channel.write(frame);
      if (frame.hasRemaining()) {
        throw new IOException("The client does not keep up");
      }
    } catch (IOException e) {
      // It cannot be taken out of the list that is being gone through.
      end();
    }
  }

  void close() {
    floor.leave(this);
    end();
  }

  private void end() {
    try {
      channel.close();
    } catch (IOException e) {
      // It was closed.
    }
  }
}
