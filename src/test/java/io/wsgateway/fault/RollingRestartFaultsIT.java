package io.wsgateway.fault;

import static java.lang.System.Logger.Level.INFO;
import static org.assertj.core.api.Assertions.assertThat;

import io.wsgateway.client.Eventually;
import io.wsgateway.client.ReturningClients;
import io.wsgateway.server.Processors;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;

/**
 * Three nodes restarted one after the other, as an operator does it, while ten thousand clients
 * listen and messages are pushed all the time.
 */
@ResourceLock(Processors.NAME)
class RollingRestartFaultsIT {
  private static final System.Logger LOG = System.getLogger(RollingRestartFaultsIT.class.getName());

  private static final int CLIENTS = 10_000;
  private static final int TOPICS = 20;
  private static final Duration BETWEEN_PUSHES = Duration.ofMillis(100);
  private static final Duration LONG = Duration.ofSeconds(120);

  /** Slower than by default: the clients and the nodes that take them in share few processors. */
  private static final int PACE = 400;

  /**
   * How long after its node began to close it a client may note that, with ten thousand others and
   * three nodes on the same few processors: what came to the node meanwhile it cannot have.
   */
  private static final long UNDER_WAY = Duration.ofSeconds(3).toNanos();

  private final RedisBroker broker = new RedisBroker();
  private final List<Node> nodes = new CopyOnWriteArrayList<>();
  private final History history = new History();
  private final Presence presence = new Presence(CLIENTS);
  private final Set<URI> ready = ConcurrentHashMap.newKeySet();
  private volatile boolean published;

  @AfterEach
  void stop() {
    nodes.forEach(Node::close);
    broker.close();
  }

  @Test
  void threeNodesRestartedOneByOne_everybodyComesBackAtThePace_andMissesOnlyWhatItCannotHave() {
    for (String name : List.of("roll-a", "roll-b", "roll-c")) {
      add(Node.start(name, broker));
    }
    awaitThree();
    Thread publisher = new Thread(this::publish, "publisher");
    try (ReturningClients clients =
        new ReturningClients(
            CLIENTS,
            this::balance,
            RollingRestartFaultsIT::linesOf,
            text -> text.endsWith("_ok") || text.endsWith(" ok"),
            new Notes())) {
      Eventually.await("all are there", LONG, () -> clients.present() == CLIENTS);
      publisher.start();
      for (Node node : List.copyOf(nodes)) {
        restart(node, clients);
      }
      published = true;
      publisher.join();
      Eventually.await("the last message of each topic has come", LONG, this::lastHaveCome);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
    check();
  }

  private void restart(Node node, ReturningClients clients) {
    URI address = node.webSocket("/gm");
    int there = clients.whereabouts().getOrDefault(address, 0);
    long start = System.nanoTime();

    node.drain(PACE);

    Eventually.await("balancers see it", LONG, () -> !node.isReady());
    ready.remove(address);
    Eventually.await("it is empty", LONG, () -> node.status().getInt("connections") == 0);
    Eventually.await("all are back", LONG, () -> clients.present() == CLIENTS);
    int most = clients.mostDialsPerSecond(start);
    LOG.log(
        INFO,
        "%s had %,d clients; at most %,d came back in a second"
            .formatted(node.name(), there, most));
    assertThat(there).as("clients of " + node.name()).isGreaterThan(CLIENTS / 10);
    assertThat(clients.whereabouts()).doesNotContainKey(address);
    assertThat(most).as("came back in a second").isLessThanOrEqualTo(2 * PACE);
    nodes.remove(node);
    node.process().stop();
    node.close();
    add(Node.start(node.name() + "-again", broker));
    awaitThree();
    assertThat(clients.codes()).as("how clients were closed").containsOnlyKeys(1012);
  }

  private void add(Node node) {
    Eventually.await("it is ready", LONG, node::isReady);
    nodes.add(node);
    ready.add(node.webSocket("/gm"));
  }

  private void awaitThree() {
    Eventually.await(
        "all know each other",
        LONG,
        () -> nodes.stream().allMatch(node -> Cluster.numbers(node).size() == 3));
  }

  /** As a balancer does that asks nodes whether they are ready. */
  private URI balance(URI last) {
    List<URI> all = new ArrayList<>(ready);
    return all.get(ThreadLocalRandom.current().nextInt(all.size()));
  }

  private static List<String> linesOf(int client) {
    return List.of(
        "{\"type\":\"bind\",\"data\":{\"client_id\":\"u" + client + "\"}}",
        "{\"type\":\"join_group\",\"data\":{\"group_id\":\"" + topic(client % TOPICS) + "\"}}");
  }

  private static String topic(int number) {
    return "t" + number;
  }

  private void publish() {
    for (int i = 0; !published; i++) {
      int topic = i % TOPICS;
      // Each topic by one node as long as that is there, as back ends do.
      List<Node> there = List.copyOf(nodes);
      Node node = there.get(topic % there.size());
      Push push = history.next(topic(topic));
      try {
        node.publish(Interests.APP, "{\"topic\":\"" + topic(topic) + "\"}", push.text(""));
        history.accepted(push, false);
      } catch (IOException | AssertionError e) {
        // Without a receipt; the history knows.
      }
      LockSupport.parkNanos(BETWEEN_PUSHES.toNanos());
    }
  }

  private boolean lastHaveCome() {
    return IntStream.range(0, CLIENTS)
        .allMatch(client -> history.hasReceivedLast("u" + client, topic(client % TOPICS)));
  }

  /** Who was there all the time of a message has it once and in order; who was away has not. */
  private void check() {
    long missed = 0;
    int most = 0;
    for (int client = 0; client < CLIENTS; client++) {
      String stream = topic(client % TOPICS);
      String user = "u" + client;
      Verdict verdict = history.verdict(user, stream);
      assertThat(verdict.isOrderly()).as(user + " " + verdict).isTrue();
      presence.forEachStay(
          client,
          (from, to) ->
              assertThat(history.gaps(user, stream, from, to)).as("gaps of " + user).isEmpty());
      Set<Push> lost = new HashSet<>(verdict.lost());
      for (History.Taken taken : history.taken(stream)) {
        Push push = taken.push();
        if (presence.wasThere(client, push.start(), taken.end() + UNDER_WAY)) {
          assertThat(lost)
              .as("%s was there: %s", user, presence.describe(client, push.start()))
              .doesNotContain(push);
        } else if (presence.wasAway(client, push.start(), taken.end() + UNDER_WAY)) {
          assertThat(lost)
              .as("%s was away: %s", user, presence.describe(client, push.start()))
              .contains(push);
        }
      }
      missed += lost.size();
      most = Math.max(most, lost.size());
      assertThat(presence.arrivals(client)).as(user).isBetween(1L, 4L);
    }
    int pushes = IntStream.range(0, TOPICS).map(topic -> history.taken(topic(topic)).size()).sum();
    long wanted =
        IntStream.range(0, CLIENTS)
            .mapToLong(client -> history.taken(topic(client % TOPICS)).size())
            .sum();
    LOG.log(
        INFO,
        "%,d pushes for %,d clients: of %,d messages %,d were missed by who was away, at most %d by one"
            .formatted(pushes, CLIENTS, wanted, missed, most));
    assertThat(pushes).isGreaterThan(10 * TOPICS);
  }

  private final class Notes implements ReturningClients.Watcher {
    @Override
    public void dialled(int client) {
      presence.dialled(client, System.nanoTime());
    }

    @Override
    public void back(int client) {
      presence.came(client, System.nanoTime());
    }

    @Override
    public void left(int client, int code) {
      presence.went(client, System.nanoTime());
    }

    @Override
    public void received(int client, String text) {
      if (text.indexOf('#') >= 0) {
        history.received("u" + client, text);
      }
    }
  }
}
