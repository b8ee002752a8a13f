package io.wsgateway.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.wsgateway.client.Eventually;
import jakarta.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * The clients of one test and what is published to them: on each node one client, a user of its
 * own, and all in one topic; from each node a flow to each user and one to the topic.
 */
final class Scene implements AutoCloseable {
  private static final String TOPIC = "news";
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final AtomicInteger NUMBER = new AtomicInteger();

  private final String app = "fault" + NUMBER.incrementAndGet();
  private final History history = new History();
  private final List<Listener> clients = new ArrayList<>();
  private final List<Flow> flows = new ArrayList<>();
  private final Map<Node, JsonObject> before = new HashMap<>();
  private long since;

  private Scene() {}

  /** Returns when everything that is published reaches everybody. */
  static Scene on(List<Node> nodes) {
    Scene scene = new Scene();
    try {
      nodes.forEach(scene::join);
      for (Node node : nodes) {
        scene.clients.forEach(client -> scene.flowToUser(node, client));
        scene.flowToTopic(node);
      }
      scene.awaitAll(now(), PATIENCE);
      nodes.forEach(node -> scene.before.put(node, node.status()));
      scene.since = now();
      // What was under way then has arrived now: no fault can touch what is not looked at.
      scene.awaitAll(scene.since, PATIENCE);
      return scene;
    } catch (RuntimeException | Error e) {
      scene.close();
      throw e;
    }
  }

  static long now() {
    return System.nanoTime();
  }

  String app() {
    return app;
  }

  /** How a client has fared with a flow since all was in place. */
  Verdict verdict(Listener client, Flow flow) {
    return history.verdict(client.user(), flow.stream(), since);
  }

  History history() {
    return history;
  }

  List<Flow> flows() {
    return flows;
  }

  /** Connects the client of a node; flows do not know it yet. */
  Listener join(Node node) {
    Listener client = Listener.at(node, app, "user-" + node.name(), TOPIC, history);
    clients.add(client);
    return client;
  }

  Flow flowToUser(Node from, Listener client) {
    String to = "{\"user\":\"" + client.user() + "\"}";
    return add(new Flow(from, app, client.user(), to, List.of(client), history));
  }

  private void flowToTopic(Node from) {
    String to = "{\"topic\":\"" + TOPIC + "\"}";
    add(new Flow(from, app, TOPIC, to, List.copyOf(clients), history));
  }

  private Flow add(Flow flow) {
    flows.add(flow);
    return flow;
  }

  /** Makes messages longer from now on. */
  void fill(int characters) {
    flows.forEach(flow -> flow.fill(characters));
  }

  /** Lets the messages flow for so long. */
  void flowFor(Duration time) {
    long end = now() + time.toNanos();
    while (now() < end) {
      LockSupport.parkNanos(end - now());
    }
  }

  /** Waits until everybody has got something of each flow that was published after that time. */
  void awaitAll(long since, Duration patience) {
    long end = now() + patience.toNanos();
    for (Flow flow : flows) {
      for (Listener client : flow.audience()) {
        Eventually.await(
            flow.stream() + " reaches " + client.user() + " again",
            Duration.ofNanos(Math.max(0, end - now())),
            () -> history.hasReceivedSince(client.user(), flow.stream(), since));
      }
    }
  }

  /** Ends the flows, and waits until everybody has got their last messages. */
  void finish() {
    flows.forEach(Flow::stop);
    flows.forEach(Flow::finish);
    for (Flow flow : flows) {
      for (Listener client : flow.audience()) {
        Eventually.await(
            "the last of " + flow.stream() + " reaches " + client.user(),
            PATIENCE,
            () -> history.hasReceivedLast(client.user(), flow.stream()));
      }
    }
    clients.forEach(client -> assertThat(client.end()).as(client.user()).isEmpty());
  }

  /** How many messages a node has counted as lost for a reason since the scene began. */
  long dropped(Node node, String reason) {
    return dropped(node.status(), reason) - dropped(before.get(node), reason);
  }

  private static long dropped(JsonObject status, String reason) {
    return status.getJsonObject("dropped").getJsonNumber(reason).longValueExact();
  }

  @Override
  public void close() {
    flows.forEach(Flow::stop);
    flows.forEach(Flow::finish);
    clients.forEach(Listener::close);
  }
}
