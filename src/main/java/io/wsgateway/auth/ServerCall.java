package io.wsgateway.auth;

import io.wsgateway.core.ErrorCode;
import io.wsgateway.core.GatewayException;
import io.wsgateway.http.BodyLimit;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A request to a server API, as far as it matters for who makes it. For the thread that serves it.
 */
public final class ServerCall {
  private final String address;
  private final String method;
  private final String path;
  private final String query;
  private final Function<String, @Nullable String> headers;
  private final long announced;
  private final long maxBody;
  private final Body body;
  private byte @Nullable [] content;

  /** Where a body is read from. */
  @FunctionalInterface
  public interface Body {
    /** Opens it; called at most once. */
    InputStream open() throws IOException;
  }

  ServerCall(
      String address,
      String method,
      String path,
      String query,
      Function<String, @Nullable String> headers,
      long announced,
      long maxBody,
      Body body) {
    this.address = address;
    this.method = method;
    this.path = path;
    this.query = query;
    this.headers = headers;
    this.announced = announced;
    this.maxBody = maxBody;
    this.body = body;
  }

  /**
   * As a container tells it.
   *
   * @param maxBody how much of a body is read, in bytes
   * @param body where it is read from
   */
  public static ServerCall of(HttpServletRequest request, long maxBody, Body body) {
    String path = attribute(request, RequestDispatcher.FORWARD_REQUEST_URI);
    String query =
        path == null
            ? request.getQueryString()
            : attribute(request, RequestDispatcher.FORWARD_QUERY_STRING);
    return new ServerCall(
        request.getRemoteAddr(),
        request.getMethod(),
        path == null ? request.getRequestURI() : path,
        query == null ? "" : query,
        request::getHeader,
        request.getContentLengthLong(),
        maxBody,
        body);
  }

  private static @Nullable String attribute(HttpServletRequest request, String name) {
    return (String) request.getAttribute(name);
  }

  /** Where it comes from, as the socket has it. */
  String address() {
    return address;
  }

  String method() {
    return method;
  }

  /** The path as it was sent: with the context path, escapes and all. */
  String path() {
    return path;
  }

  /** The query as it was sent, empty if there is none. */
  String query() {
    return query;
  }

  @Nullable String header(String name) {
    return headers.apply(name);
  }

  /**
   * The whole body, which is read if it has not been.
   *
   * @throws GatewayException {@link ErrorCode#TOO_LARGE}, or {@link ErrorCode#BAD_REQUEST} if it
   *     ends too early
   */
  public byte[] body() {
    byte[] known = content;
    if (known == null) {
      known = read();
      content = known;
    }
    return known;
  }

  private byte[] read() {
    byte[] bytes = {};
    if (announced <= maxBody) {
      try {
        bytes = body.open().readNBytes((int) Math.min(maxBody + 1, Integer.MAX_VALUE - 8));
      } catch (IOException e) {
        throw new GatewayException(ErrorCode.BAD_REQUEST, "The body ended too early");
      }
    }
    if (announced > maxBody || bytes.length > maxBody) {
      throw BodyLimit.tooLarge(maxBody);
    }
    return bytes;
  }

  /** The body if it has been read, so that nobody else can read it where it came from. */
  public Optional<byte[]> bodyThatWasRead() {
    return Optional.ofNullable(content);
  }
}
