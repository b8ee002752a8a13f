package io.wsgateway.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.wsgateway.exchange.TestLine;
import io.wsgateway.json.JsonText;
import io.wsgateway.server.GatewayProcess;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** One gateway of a cluster, the line between it and the broker, and its REST API. */
final class Node implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final String name;
  private final TestLine line;
  private final GatewayProcess process;
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(PATIENCE).build();

  private Node(String name, TestLine line, GatewayProcess process) {
    this.name = name;
    this.line = line;
    this.process = process;
  }

  /** Returns when it answers requests. */
  static Node start(String name, Broker broker) {
    return start(name, broker, Optional.empty());
  }

  /** The same with another WAR than the one that was built. */
  static Node start(String name, Broker broker, Optional<Path> war) {
    TestLine line = new TestLine(broker.port());
    Map<String, String> settings = new HashMap<>(broker.settings(line.port()));
    // Clients of this dialect are silent in some tests.
    settings.put("gateway.gm.app", Interests.APP);
    settings.put("gateway.gm.idle-timeout", "1h");
    String log = "fault-" + settings.get("gateway.exchange") + "-" + name;
    try {
      GatewayProcess process =
          war.map(file -> GatewayProcess.startMicro(log, file, "", settings))
              .orElseGet(() -> GatewayProcess.start(log, settings));
      return new Node(name, line, process);
    } catch (RuntimeException e) {
      line.close();
      throw e;
    }
  }

  String name() {
    return name;
  }

  /** The line between this node and the broker. */
  TestLine line() {
    return line;
  }

  GatewayProcess process() {
    return process;
  }

  URI webSocket(String path) {
    return process.ws(path);
  }

  /**
   * Publishes, and returns the receipt.
   *
   * @param to a destination in JSON
   * @throws IOException if the node does not answer
   */
  JsonObject publish(String app, String to, String text) throws IOException {
    String body = "{\"to\":" + to + ",\"text\":\"" + text + "\"}";
    HttpRequest request =
        request("/api/v1/apps/" + app + "/messages")
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body))
            .build();
    return json(send(request)).getJsonArray("receipts").getJsonObject(0);
  }

  /** Has it send its clients away, as an operator does; returns at once. */
  void drain(int pace) {
    try {
      HttpResponse<String> answer =
          send(
              request("/api/v1/nodes/self/drain")
                  .header("Content-Type", "application/json")
                  .POST(BodyPublishers.ofString("{\"pace\":" + pace + "}"))
                  .build());
      assertThat(answer.statusCode()).as(name + ": " + answer.body()).isEqualTo(202);
    } catch (IOException e) {
      throw new AssertionError("Node " + name + " cannot be drained", e);
    }
  }

  /** Whether a balancer would send it clients. */
  boolean isReady() {
    try {
      return send(request("/api/health/ready").GET().build()).statusCode() == 200;
    } catch (IOException e) {
      return false;
    }
  }

  /** What the node answers to a GET of its API. */
  JsonObject see(String path) {
    try {
      return json(send(request("/api/v1" + path).GET().build()));
    } catch (IOException e) {
      throw new AssertionError("Node " + name + " does not answer " + path, e);
    }
  }

  /** Its number in the cluster. */
  int number() {
    return status().getInt("node");
  }

  JsonObject status() {
    return see("/status");
  }

  /** Whether its exchange says that all is well. */
  boolean isUp() {
    return status().getString("exchange").equals("up");
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(process.http(path)).timeout(PATIENCE);
  }

  private HttpResponse<String> send(HttpRequest request) throws IOException {
    try {
      return client.send(request, BodyHandlers.ofString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  private JsonObject json(HttpResponse<String> response) {
    assertThat(response.statusCode()).as(name + ": " + response.body()).isEqualTo(200);
    return JsonText.parse(response.body()).orElseThrow().asJsonObject();
  }

  @Override
  public void close() {
    process.close();
    line.close();
  }
}
