package io.wsgateway.javascript;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.wsgateway.client.ScriptedServer;
import java.net.URI;
import java.util.Map;

/** A web site of a few files, of an origin of its own and with a security policy. */
final class Website implements AutoCloseable {
  private final ScriptedServer server;

  /**
   * @param policy what its pages may load
   * @param files from a path to a text; what ends in .js is a script, what ends in .json is data
   */
  Website(String policy, Map<String, String> files) {
    server = ScriptedServer.answering(request -> answer(policy, files, request.split(" ", 3)[1]));
  }

  /** Its first page. */
  URI page() {
    return server.address().resolve("/");
  }

  @Override
  public void close() {
    server.close();
  }

  private static String answer(String policy, Map<String, String> files, String path) {
    String body = files.getOrDefault(path, "");
    return "HTTP/1.1 "
        + (files.containsKey(path) ? "200 OK" : "404 Not Found")
        + "\r\nConnection: close\r\nContent-Type: "
        + typeOf(path)
        + "\r\nContent-Length: "
        + body.getBytes(UTF_8).length
        + "\r\nContent-Security-Policy: "
        + policy
        + "\r\n\r\n"
        + body;
  }

  private static String typeOf(String path) {
    if (path.endsWith(".js")) {
      return "text/javascript";
    }
    return path.endsWith(".json") ? "application/json" : "text/html";
  }
}
