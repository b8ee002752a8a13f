package io.wsgateway.push;

import io.wsgateway.client.HttpAnswer;
import io.wsgateway.client.HttpCalls;
import io.wsgateway.client.ScriptedServer;
import java.net.URI;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** Passes requests on to a gateway, and loses the answers to the first ones. */
final class LossyProxy implements AutoCloseable {
  private final URI gateway;
  private final AtomicInteger toLose;
  private final ScriptedServer server = ScriptedServer.answering(this::pass);

  LossyProxy(URI gateway, int toLose) {
    this.gateway = gateway;
    this.toLose = new AtomicInteger(toLose);
  }

  URI address() {
    return server.address();
  }

  List<String> requests() {
    return server.requests();
  }

  private String pass(String request) {
    String[] parts = request.split("\r\n\r\n", 2);
    String[] head = parts[0].split("\r\n");
    String[] line = head[0].split(" ");
    HttpCalls calls = HttpCalls.to(gateway.getHost(), gateway.getPort());
    for (int i = 1; i < head.length; i++) {
      String[] header = head[i].split(": ", 2);
      if (!header[0].matches("(?i)host|connection|content-length")) {
        calls = calls.with(header[0], header[1]);
      }
    }
    HttpAnswer answer = calls.with("Connection", "close").call(line[0], line[1], parts[1]);
    return toLose.getAndDecrement() > 0
        ? ScriptedGateway.lost()
        : ScriptedGateway.answer(
            answer.status(), answer.header("Content-Type").orElse("text/plain"), answer.text());
  }

  @Override
  public void close() {
    server.close();
  }
}
