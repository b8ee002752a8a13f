package io.wsgateway.bench;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/**
 * HTTP requests over connections that are kept open, one in flight on each, by one thread that does
 * as little as it can, since it shares the machine with the server. Every answer must be 200.
 */
final class HttpLoad implements AutoCloseable {
  private static final int BUFFER = 1 << 16;
  private static final int PATIENCE = 10_000;
  private static final byte[] LENGTH = "content-length:".getBytes(ISO_8859_1);
  private static final byte[] CLOSE = "connection: close".getBytes(ISO_8859_1);
  private static final byte[] OK = "http/1.1 200".getBytes(ISO_8859_1);

  private final Selector selector;
  private final InetSocketAddress server;
  private final List<Line> lines = new ArrayList<>();
  private int sent;
  private int answered;

  /** One connection, and what has come of its answer. */
  private static final class Line {
    final ByteBuffer in = ByteBuffer.allocate(BUFFER);
    SocketChannel channel;
    byte[] request;
  }

  HttpLoad(URI address, int connections) {
    server = new InetSocketAddress(address.getHost(), address.getPort());
    try {
      selector = Selector.open();
      for (int i = 0; i < connections; i++) {
        Line line = new Line();
        lines.add(line);
        open(line);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void open(Line line) throws IOException {
    line.channel = SocketChannel.open(server);
    line.channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
    line.channel.configureBlocking(false);
    line.channel.register(selector, SelectionKey.OP_READ, line);
  }

  /** A POST of JSON as it goes over the wire. */
  static byte[] post(URI target, String body) {
    return post(target, "application/json", body);
  }

  /** A POST of an URL-encoded form. */
  static byte[] form(URI target, String body) {
    return post(target, "application/x-www-form-urlencoded", body);
  }

  /** A POST of whatever type. */
  static byte[] post(URI target, String type, String body) {
    String head =
        "POST "
            + target.getRawPath()
            + " HTTP/1.1\r\nHost: "
            + target.getAuthority()
            + "\r\nContent-Type: "
            + type
            + "\r\nContent-Length: "
            + body.getBytes(ISO_8859_1).length
            + "\r\n\r\n";
    return (head + body).getBytes(ISO_8859_1);
  }

  /**
   * Makes so many requests, as fast as they are answered; returns when all are.
   *
   * @param request the bytes of one, by its number
   * @return how many were answered per second
   */
  double run(int count, IntFunction<byte[]> request) {
    sent = 0;
    answered = 0;
    long begin = System.nanoTime();
    try {
      for (Line line : lines) {
        next(line, count, request);
      }
      while (answered < count) {
        int some = selector.select(key -> heard((Line) key.attachment(), count, request), PATIENCE);
        if (some == 0) {
          throw new IllegalStateException(
              "Answers do not come: "
                  + answered
                  + " of "
                  + count
                  + "; one has "
                  + new String(lines.get(0).in.array(), 0, lines.get(0).in.position(), ISO_8859_1));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return count / ((System.nanoTime() - begin) / 1e9);
  }

  private void next(Line line, int count, IntFunction<byte[]> request) throws IOException {
    if (sent == count) {
      return;
    }
    line.request = request.apply(sent++);
    send(line);
  }

  private static void send(Line line) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(line.request);
    while (bytes.hasRemaining()) {
      line.channel.write(bytes);
    }
  }

  private void heard(Line line, int count, IntFunction<byte[]> request) {
    try {
      if (line.channel.read(line.in) < 0) {
        // Servers close what was idle for long, and do not wait for what may be on its way.
        line.channel.close();
        open(line);
        if (line.request != null) {
          send(line);
        }
        return;
      }
      if (isWhole(line.in)) {
        if (ends(line.in)) {
          // Servers let a connection carry only so many requests.
          line.channel.close();
          open(line);
        }
        line.in.clear();
        line.request = null;
        answered++;
        next(line, count, request);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whether an answer is there to its end. */
  private static boolean isWhole(ByteBuffer in) {
    byte[] bytes = in.array();
    int end = in.position();
    int length = -1;
    for (int i = 0; i + 2 < end; i++) {
      if (bytes[i] != '\n') {
        continue;
      }
      if (endsHead(bytes, i)) {
        requireOk(bytes, end);
        if (length >= 0) {
          return end >= i + 3 + length;
        }
        // In chunks, of which the last is empty.
        return end >= 5 && bytes[end - 5] == '0' && bytes[end - 1] == '\n';
      }
      if (startsWith(bytes, i + 1, LENGTH)) {
        length = number(bytes, i + 1 + LENGTH.length);
      }
    }
    return false;
  }

  private static boolean ends(ByteBuffer in) {
    byte[] bytes = in.array();
    for (int i = 0; i + CLOSE.length < in.position() && !endsHead(bytes, i); i++) {
      if (bytes[i] == '\n' && startsWith(bytes, i + 1, CLOSE)) {
        return true;
      }
    }
    return false;
  }

  private static boolean endsHead(byte[] bytes, int i) {
    return bytes[i] == '\n' && bytes[i + 1] == '\r';
  }

  private static void requireOk(byte[] bytes, int end) {
    if (!startsWith(bytes, 0, OK)) {
      throw new IllegalStateException("Answered with " + new String(bytes, 0, end, ISO_8859_1));
    }
  }

  private static boolean startsWith(byte[] bytes, int from, byte[] lower) {
    for (int i = 0; i < lower.length; i++) {
      int c = bytes[from + i];
      if (c != lower[i] && (c < 'A' || c > 'Z' || c + 32 != lower[i])) {
        return false;
      }
    }
    return true;
  }

  private static int number(byte[] bytes, int from) {
    int value = 0;
    for (int i = from; bytes[i] != '\r'; i++) {
      if (bytes[i] != ' ') {
        value = value * 10 + bytes[i] - '0';
      }
    }
    return value;
  }

  @Override
  public void close() {
    try {
      for (Line line : lines) {
        line.channel.close();
      }
      selector.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
