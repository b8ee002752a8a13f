package io.wsgateway.dialect.member;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Answers in text, with the media type as mgxian/ws-gateway writes it. */
final class PlainText {
  private PlainText() {}

  /** Writes a whole body; an empty one has no media type. */
  static void write(HttpServletResponse response, String body) throws IOException {
    byte[] bytes = body.getBytes(UTF_8);
    if (bytes.length > 0) {
      response.setContentType("text/plain; charset=utf-8");
    }
    response.setContentLength(bytes.length);
    response.getOutputStream().write(bytes);
  }
}
