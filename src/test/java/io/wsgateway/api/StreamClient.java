package io.wsgateway.api;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.wsgateway.json.JsonText;
import jakarta.json.JsonObject;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * A stream of publications, byte by byte: what is sent goes out at once, in a chunk of its own, and
 * answers are read when they are asked for. One thread.
 */
final class StreamClient implements AutoCloseable {
  private static final int PATIENCE = 15_000;
  private static final String END = "0\r\n\r\n";

  private final Socket socket;
  private final InputStream in;
  private int status;
  private boolean headRead;
  private String head = "";
  private int chunkLeft;

  /** Opens one for an app; headers are lines of HTTP with their ends. */
  static StreamClient open(URI base, String app, String headers) {
    try {
      return new StreamClient(base, app, headers);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static StreamClient open(URI base, String app) {
    return open(base, app, "Content-Type: application/x-ndjson\r\n");
  }

  private StreamClient(URI base, String app, String headers) throws IOException {
    socket = new Socket(base.getHost(), base.getPort());
    socket.setSoTimeout(PATIENCE);
    socket.setTcpNoDelay(true);
    in = new BufferedInputStream(socket.getInputStream());
    String path = base.resolve("api/v1/apps/" + Api.encode(app) + "/messages/stream").getRawPath();
    write(
        "POST "
            + path
            + " HTTP/1.1\r\nHost: "
            + base.getAuthority()
            + "\r\nTransfer-Encoding: chunked\r\n"
            + headers
            + "\r\n");
    // Payara looks at a request once its first chunk has begun. Blanks mean nothing.
    raw(new byte[] {' '});
  }

  /** Sends a line; single quotes stand for double ones. */
  StreamClient send(String line) {
    return raw((line.replace('\'', '"') + "\n").getBytes(UTF_8));
  }

  /** Sends bytes as they are. */
  StreamClient raw(byte[] bytes) {
    return chunk(bytes, "");
  }

  /** Sends bytes, and with them that there is no more to come. */
  StreamClient finish(byte[] bytes) {
    return chunk(bytes, END);
  }

  private StreamClient chunk(byte[] bytes, String more) {
    try {
      ByteArrayOutputStream chunk = new ByteArrayOutputStream();
      chunk.writeBytes((Integer.toHexString(bytes.length) + "\r\n").getBytes(ISO_8859_1));
      chunk.writeBytes(bytes);
      chunk.writeBytes(("\r\n" + more).getBytes(ISO_8859_1));
      socket.getOutputStream().write(chunk.toByteArray());
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Says that there is no more to come. */
  StreamClient finish() {
    write(END);
    return this;
  }

  private void write(String text) {
    try {
      socket.getOutputStream().write(text.getBytes(ISO_8859_1));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The status, as soon as it is there. */
  int status() {
    readHead();
    return status;
  }

  /** The head of the answer. */
  String head() {
    readHead();
    return head;
  }

  /** The next answer, which has to come. */
  JsonObject next() {
    String line = line();
    assertThat(line).as("a line, not the end").isNotNull();
    return JsonText.parse(line).orElseThrow(() -> new AssertionError(line)).asJsonObject();
  }

  /** Insists that nothing more comes, and that the answer is whole. */
  void expectEnd() {
    assertThat(line()).isNull();
  }

  /** The next line, or null at the end. */
  @Nullable String line() {
    readHead();
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int b = body(); b != '\n'; b = body()) {
      if (b < 0) {
        assertThat(line.size()).as("a line that breaks off").isZero();
        return null;
      }
      line.write(b);
    }
    return line.toString(UTF_8);
  }

  private int body() {
    try {
      if (chunkLeft == 0) {
        chunkLeft = Integer.parseInt(headLine().split(";", 2)[0].strip(), 16);
        if (chunkLeft == 0) {
          headLine();
          chunkLeft = -1;
        }
      }
      if (chunkLeft < 0) {
        return -1;
      }
      int b = in.read();
      assertThat(b).as("a chunk that breaks off").isNotNegative();
      if (--chunkLeft == 0) {
        headLine();
      }
      return b;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void readHead() {
    if (headRead) {
      return;
    }
    headRead = true;
    try {
      String first = headLine();
      StringBuilder all = new StringBuilder(first).append('\n');
      for (String line = headLine(); !line.isEmpty(); line = headLine()) {
        all.append(line).append('\n');
      }
      head = all.toString();
      status = Integer.parseInt(first.split(" ", -1)[1]);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String headLine() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int b = in.read(); b != '\n'; b = in.read()) {
      if (b < 0) {
        throw new IOException("The connection is closed after: " + line.toString(UTF_8));
      }
      if (b != '\r') {
        line.write(b);
      }
    }
    return line.toString(UTF_8);
  }

  /** Stops as a process does that is killed. */
  void abort() {
    try {
      socket.setSoLinger(true, 0);
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
