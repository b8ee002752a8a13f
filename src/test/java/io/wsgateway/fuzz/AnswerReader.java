package io.wsgateway.fuzz;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.wsgateway.client.HttpAnswer;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads one answer after the other from a connection that goes on. Pure, but for the stream. */
final class AnswerReader {
  private static final int MAX_BODY = 16 << 20;

  private AnswerReader() {}

  /**
   * The next answer that is final; those before it, such as 100, are skipped. Nothing if the stream
   * ends, or is reset, before it begins: a server need not answer who makes no sense.
   *
   * @param method of the request: an answer to HEAD has no body
   * @throws IOException if it is cut short, or no answer at all
   */
  static Optional<HttpAnswer> read(InputStream in, String method) throws IOException {
    while (true) {
      Optional<String> first = firstLine(in);
      if (first.isEmpty()) {
        return Optional.empty();
      }
      if (!first.get().matches("HTTP/1\\.[01] \\d{3}( .*)?")) {
        throw new IOException("not an HTTP answer: " + first.get());
      }
      int status = Integer.parseInt(first.get().substring(9, 12));
      HttpAnswer head = new HttpAnswer(status, headers(in), new byte[0]);
      if (status == 101) {
        return Optional.of(head);
      }
      if (status >= 200) {
        boolean bodiless = method.equals("HEAD") || status == 204 || status == 304;
        return Optional.of(
            bodiless ? head : new HttpAnswer(status, head.headers(), body(head, in)));
      }
    }
  }

  private static Optional<String> firstLine(InputStream in) throws IOException {
    int first;
    try {
      first = in.read();
    } catch (SocketException reset) {
      return Optional.empty();
    }
    return first < 0 ? Optional.empty() : Optional.of((char) first + line(in));
  }

  private static List<HttpAnswer.Header> headers(InputStream in) throws IOException {
    List<HttpAnswer.Header> headers = new ArrayList<>();
    for (String line = line(in); !line.isEmpty(); line = line(in)) {
      int colon = line.indexOf(':');
      if (colon < 0) {
        throw new IOException("not a header: " + line);
      }
      headers.add(
          new HttpAnswer.Header(line.substring(0, colon), line.substring(colon + 1).strip()));
    }
    return List.copyOf(headers);
  }

  private static byte[] body(HttpAnswer head, InputStream in) throws IOException {
    if (head.header("Transfer-Encoding").filter("chunked"::equalsIgnoreCase).isPresent()) {
      return chunks(in);
    }
    Optional<String> length = head.header("Content-Length");
    return length.isPresent()
        ? exactly(in, Integer.parseInt(length.get()))
        : in.readNBytes(MAX_BODY);
  }

  private static byte[] chunks(InputStream in) throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    while (true) {
      int size = Integer.parseInt(line(in).split(";", 2)[0].strip(), 16);
      body.writeBytes(exactly(in, size));
      String end = line(in);
      while (size == 0 && !end.isEmpty()) {
        end = line(in);
      }
      if (size == 0) {
        return body.toByteArray();
      }
    }
  }

  private static byte[] exactly(InputStream in, int length) throws IOException {
    byte[] bytes = in.readNBytes(length);
    if (bytes.length < length) {
      throw new EOFException("the body ended after " + bytes.length + " of " + length + " bytes");
    }
    return bytes;
  }

  private static String line(InputStream in) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int b = in.read(); b != '\n'; b = in.read()) {
      if (b < 0) {
        throw new EOFException("the answer ended after \"" + line.toString(ISO_8859_1) + "\"");
      }
      line.write(b);
    }
    String text = line.toString(ISO_8859_1);
    return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
  }
}
