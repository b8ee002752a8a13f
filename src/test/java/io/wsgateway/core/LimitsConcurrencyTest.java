package io.wsgateway.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.wsgateway.auth.Limits;
import io.wsgateway.config.GatewayConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.junit.jupiter.api.Test;

/** Whatever happens at once to a few connections, it is counted rightly what each of them takes. */
class LimitsConcurrencyTest {
  private static final int THREADS = 4;
  private static final int ROUNDS = 20_000;
  private static final int CLIENTS = 6;
  private static final Map<String, String> SETTINGS =
      Map.of(
          "gateway.limit.connections", "5",
          "gateway.limit.connections-per-address", "5",
          "gateway.limit.connections-per-app", "4",
          "gateway.limit.connections-per-user", "2");

  private final Limits limits = new Limits(GatewayConfig.defaultsWith(SETTINGS));

  /** Refuses now and then, after the limits have said yes, or before they are asked. */
  private static final class Moody implements AccessRule {
    @Override
    public void admit(Connection connection) {
      refuseOnceIn(5);
    }

    @Override
    public void bind(Connection connection, Destination.OfUser user, Identity identity) {
      refuseOnceIn(3);
    }

    private static void refuseOnceIn(int times) {
      if (ThreadLocalRandom.current().nextInt(times) == 0) {
        throw new GatewayException(ErrorCode.FORBIDDEN, "not today").as(Refusal.BLOCKED);
      }
    }
  }

  @Test
  void countsAreExact_andNothingStaysBehind() throws Exception {
    try (TestCluster cluster = new TestCluster(Map.of())) {
      cluster.rules.add(new Moody());
      cluster.rules.add(limits);
      cluster.rules.add(new Moody());
      TestCluster.Node node = cluster.newNode();
      AtomicReferenceArray<Connection> clients = new AtomicReferenceArray<>(CLIENTS);

      inParallel(thread -> live(node, clients, new Random(thread)));

      List<Connection> open = new ArrayList<>(node.directory.connections());
      assertThat(open).hasSizeLessThanOrEqualTo(5);
      for (String app : List.of("chat", "shop")) {
        assertThat(limits.countOf(app))
            .isEqualTo((int) open.stream().filter(one -> app.equals(one.app())).count());
        for (int user = 0; user < 3; user++) {
          Destination.OfUser name = new Destination.OfUser(app, "u" + user);
          assertThat(limits.countOf(name))
              .isLessThanOrEqualTo(2)
              .isEqualTo((int) open.stream().filter(one -> name.equals(one.user())).count());
        }
      }
      open.forEach(one -> node.gateway.disconnected(one, 1000, ""));
      assertThat(limits.remembered()).isZero();
    }
  }

  /** Several threads do something with the same connections. */
  private static void live(
      TestCluster.Node node, AtomicReferenceArray<Connection> clients, Random random) {
    for (int round = 0; round < ROUNDS; round++) {
      int index = random.nextInt(CLIENTS);
      Connection client = clients.get(index);
      try {
        if (client == null || client.isClosed()) {
          Connection next = connect(node, random);
          if (!clients.compareAndSet(index, client, next)) {
            node.gateway.disconnected(next, 1000, "");
          }
          continue;
        }
        switch (random.nextInt(6)) {
          case 0 -> node.gateway.disconnected(client, 1000, "");
          case 1 -> node.gateway.unbind(client);
          case 2 -> node.gateway.heard(client, 10);
          default ->
              node.gateway.bind(
                  client,
                  random.nextBoolean() ? "chat" : "shop",
                  "u" + random.nextInt(3),
                  Identity.CLAIMED);
        }
      } catch (GatewayException refused) {
        // As it may be.
      }
    }
  }

  private static Connection connect(TestCluster.Node node, Random random) {
    Transport transport = RecordingTransport.immediate();
    return random.nextBoolean()
        ? node.gateway.connect(TestCluster.TEXT, transport, Visitor.UNKNOWN)
        : node.gateway.connect(TestCluster.TEXT, transport, Visitor.UNKNOWN, "chat");
  }

  private interface Work {
    void run(int thread);
  }

  private static void inParallel(Work work) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    try {
      List<Future<?>> running = new ArrayList<>();
      for (int i = 0; i < THREADS; i++) {
        int thread = i;
        running.add(threads.submit(() -> work.run(thread)));
      }
      for (Future<?> one : running) {
        one.get();
      }
    } finally {
      threads.shutdownNow();
    }
  }
}
