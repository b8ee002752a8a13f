package io.wsgateway.bench.load;

import java.nio.ByteBuffer;

/** Reads the head of an HTTP answer where it stands in a buffer. */
final class HttpHead {
  private static final int STATUS = "HTTP/1.1 ".length();
  private static final byte[] LENGTH = "\r\ncontent-length:".getBytes();
  private static final byte[] CHUNKED = "\r\ntransfer-encoding: chunked".getBytes();
  private static final byte[] CLOSE = "\r\nconnection: close".getBytes();
  private static final byte[] END_OF_CHUNKS = "0\r\n\r\n".getBytes();

  private HttpHead() {}

  /** Where it ends, or -1 if its end has not come. */
  static int end(ByteBuffer in, int from, int end) {
    for (int i = from; i + 4 <= end; i++) {
      if (in.get(i) == '\r'
          && in.get(i + 1) == '\n'
          && in.get(i + 2) == '\r'
          && in.get(i + 3) == '\n') {
        return i + 4;
      }
    }
    return -1;
  }

  static int status(ByteBuffer in) {
    return (in.get(STATUS) - '0') * 100
        + (in.get(STATUS + 1) - '0') * 10
        + in.get(STATUS + 2)
        - '0';
  }

  /** Whether an answer, from the buffer's beginning, has come with its body. */
  static boolean isWhole(ByteBuffer in, int end) {
    int head = end(in, 0, end);
    if (head < 0) {
      return false;
    }
    int length = find(in, head, LENGTH);
    if (length >= 0) {
      return end >= head + number(in, length);
    }
    if (find(in, head, CHUNKED) >= 0) {
      return end >= head + END_OF_CHUNKS.length
          && isAt(in, end - END_OF_CHUNKS.length, END_OF_CHUNKS);
    }
    return true;
  }

  /** Whether the server ends the connection after this. */
  static boolean isLast(ByteBuffer in, int end) {
    return find(in, Math.max(0, end(in, 0, end)), CLOSE) >= 0;
  }

  private static int number(ByteBuffer in, int from) {
    int at = from;
    while (in.get(at) == ' ') {
      at++;
    }
    int number = 0;
    for (; in.get(at) >= '0' && in.get(at) <= '9'; at++) {
      number = number * 10 + in.get(at) - '0';
    }
    return number;
  }

  /** Where a text in small letters ends that is within so many bytes, or -1. */
  private static int find(ByteBuffer in, int end, byte[] text) {
    for (int i = 0; i + text.length <= end; i++) {
      if (in.get(i) == '\r' && isAt(in, i, text)) {
        return i + text.length;
      }
    }
    return -1;
  }

  private static boolean isAt(ByteBuffer in, int at, byte[] text) {
    for (int i = 0; i < text.length; i++) {
      byte letter = in.get(at + i);
      if ((letter >= 'A' && letter <= 'Z' ? letter + 32 : letter) != text[i]) {
        return false;
      }
    }
    return true;
  }
}
