package io.wsgateway.client;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * HTTP/1.1 requests to one address, each on a connection of its own. Unlike the JDK's client it
 * sends any header a test asks for ({@code Host}, {@code Origin}, {@code X-Forwarded-For}) and
 * paths as they are given. Immutable; any thread.
 */
public final class HttpCalls {
  private final String host;
  private final int port;
  private final String base;
  private final Map<String, String> headers;
  private final Duration timeout;

  private HttpCalls(
      String host, int port, String base, Map<String, String> headers, Duration timeout) {
    this.host = host;
    this.port = port;
    this.base = base;
    this.headers = headers;
    this.timeout = timeout;
  }

  /** Calls to a host and port. */
  public static HttpCalls to(String host, int port) {
    return new HttpCalls(host, port, "", Map.of(), Duration.ofSeconds(15));
  }

  /** Calls to a base address; its path, without a slash at the end, comes before every path. */
  public static HttpCalls to(URI base) {
    int port = base.getPort() < 0 ? 80 : base.getPort();
    String path = base.getRawPath().replaceAll("/+$", "");
    return new HttpCalls(base.getHost(), port, path, Map.of(), Duration.ofSeconds(15));
  }

  /** The same, with one more header, or another value for it. */
  public HttpCalls with(String header, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.keySet().removeIf(header::equalsIgnoreCase);
    more.put(header, value);
    return new HttpCalls(host, port, base, more, timeout);
  }

  /** The same, waiting at most this long for each part of an answer. */
  public HttpCalls within(Duration limit) {
    return new HttpCalls(host, port, base, headers, limit);
  }

  /** GET. */
  public HttpAnswer get(String path) {
    return call("GET", path, null);
  }

  /** POST of form fields, which are encoded here. */
  public HttpAnswer postForm(String path, Map<String, String> fields) {
    return post(path, "application/x-www-form-urlencoded", encode(fields));
  }

  /** POST of a body of any type. */
  public HttpAnswer post(String path, String contentType, String body) {
    return with("Content-Type", contentType).call("POST", path, body);
  }

  /** Fields as {@code a=b&c=d}, for a body or a query. */
  public static String encode(Map<String, String> fields) {
    return fields.entrySet().stream()
        .map(field -> encode(field.getKey()) + "=" + encode(field.getValue()))
        .collect(Collectors.joining("&"));
  }

  /** Any method; without a body no {@code Content-Length} is sent. */
  public HttpAnswer call(String method, String path, @Nullable String body) {
    byte[] content = body == null ? new byte[0] : body.getBytes(StandardCharsets.UTF_8);
    Map<String, String> sent = new LinkedHashMap<>();
    sent.put("Host", host + ":" + port);
    if (body != null) {
      sent.put("Content-Length", String.valueOf(content.length));
    }
    headers.forEach(
        (name, value) -> {
          sent.keySet().removeIf(name::equalsIgnoreCase);
          sent.put(name, value);
        });
    var head = new StringBuilder(method + " " + base + path + " HTTP/1.1\r\n");
    sent.forEach((name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
    head.append("\r\n");
    try (var socket = new Socket()) {
      int millis = Math.toIntExact(timeout.toMillis());
      socket.connect(new InetSocketAddress(host, port), millis);
      socket.setSoTimeout(millis);
      socket.setTcpNoDelay(true);
      socket.getOutputStream().write(head.toString().getBytes(StandardCharsets.UTF_8));
      socket.getOutputStream().write(content);
      return HttpAnswer.read(new BufferedInputStream(socket.getInputStream()), method);
    } catch (IOException e) {
      throw new UncheckedIOException(method + " " + base + path + ": " + e.getMessage(), e);
    }
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
