package io.wsgateway.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.ws.rs.core.Response;
import java.io.IOException;

/** Answers from a filter as a resource would. */
public final class ServletAnswer {
  private ServletAnswer() {}

  /** Writes an answer whose entity is a text, or nothing. */
  public static void write(Response answer, HttpServletResponse response) throws IOException {
    response.setStatus(answer.getStatus());
    answer
        .getStringHeaders()
        .forEach((name, values) -> values.forEach(value -> response.addHeader(name, value)));
    if (answer.hasEntity()) {
      response.setContentType(answer.getMediaType().toString());
      write(answer.getEntity().toString(), response);
    }
  }

  /** Writes a text as the whole body. */
  public static void write(String text, ServletResponse response) throws IOException {
    byte[] bytes = text.getBytes(UTF_8);
    response.setContentLength(bytes.length);
    response.getOutputStream().write(bytes);
  }
}
