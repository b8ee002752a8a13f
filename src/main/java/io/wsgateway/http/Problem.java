package io.wsgateway.http;

import io.wsgateway.core.ErrorCode;
import io.wsgateway.core.GatewayException;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * An error as its caller sees it: a problem document of RFC 9457, the same on every path and
 * server.
 *
 * @param status the HTTP status
 * @param code the kind, whose slug ends the document's {@code type}
 * @param detail what was wrong, what was expected, what to do
 * @param retryAfter how long it is no use to try again, or null; told in whole seconds
 */
public record Problem(int status, ErrorCode code, String detail, @Nullable Duration retryAfter) {
  /** The media type of a problem document. */
  public static final String MEDIA_TYPE = "application/problem+json";

  /** A problem of which no more is known. */
  public Problem(int status, ErrorCode code, String detail) {
    this(status, code, detail, null);
  }

  /** A refusal of the gateway's. */
  public static Problem of(GatewayException refusal) {
    return new Problem(
        refusal.code().status(),
        refusal.code(),
        String.valueOf(refusal.getMessage()),
        refusal.retryAfter());
  }

  /** A problem with its code's own status. */
  public static Problem of(ErrorCode code, String detail) {
    return new Problem(code.status(), code, detail);
  }

  /** The document. */
  public String toJson() {
    return toJsonObject().toString();
  }

  /** The document, to be put into another or to be added to. */
  public JsonObject toJsonObject() {
    return Json.createObjectBuilder()
        .add("type", "urn:wsgateway:error:" + code.slug())
        .add("title", code.slug().replace('-', ' '))
        .add("status", status)
        .add("detail", detail)
        .build();
  }

  /** As the answer of a resource. */
  public Response toResponse() {
    Response.ResponseBuilder answer = Response.status(status).type(MEDIA_TYPE).entity(toJson());
    if (code == ErrorCode.UNAUTHORIZED) {
      answer.header(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
    }
    if (retryAfter != null) {
      answer.header(HttpHeaders.RETRY_AFTER, seconds(retryAfter));
    }
    return answer.build();
  }

  /** A pause in whole seconds, rounded up: who comes back a moment too early is refused again. */
  public static long seconds(Duration pause) {
    return Math.max(1, (pause.toMillis() + 999) / 1000);
  }

  /** As the answer of a filter. */
  public void writeTo(HttpServletResponse response) throws IOException {
    response.setStatus(status);
    response.setContentType(MEDIA_TYPE);
    if (retryAfter != null) {
      response.setHeader(HttpHeaders.RETRY_AFTER, Long.toString(seconds(retryAfter)));
    }
    byte[] body = toJson().getBytes(StandardCharsets.UTF_8);
    response.setContentLength(body.length);
    response.getOutputStream().write(body);
  }
}
