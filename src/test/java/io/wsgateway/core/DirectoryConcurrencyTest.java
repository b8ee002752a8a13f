package io.wsgateway.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Many clients of few users and topics, all at once. */
class DirectoryConcurrencyTest {
  private static final int THREADS = 8;
  private static final int ROUNDS = 300;
  private static final int CONTENDED_ROUNDS = 100_000;

  @ParameterizedTest
  @ValueSource(strings = {"all", "latest"})
  void whateverHappensAtOnce_nothingStaysBehind(String policy) throws Exception {
    try (TestCluster cluster = new TestCluster(Map.of("gateway.user-connections", policy))) {
      TestCluster.Node node = cluster.newNode();

      inParallel(thread -> live(node, new Random(thread)), () -> {});

      assertThat(node.directory.connections()).isEmpty();
      assertThat(node.directory.users()).isEmpty();
      assertThat(node.interests).isEmpty();
    }
  }

  @Test
  void aMemberThatStays_missesNothing_whileOthersComeAndGo() throws Exception {
    try (TestCluster cluster = new TestCluster(Map.of())) {
      TestCluster.Node node = cluster.newNode();
      TestCluster.Client steady = node.connect("app", "steady");
      steady.join("t0");

      inParallel(
          thread -> live(node, new Random(thread)),
          () -> {
            for (int i = 0; i < ROUNDS; i++) {
              node.publish(node.gateway.toTopic("app", "t0"), "n" + i);
            }
          });

      List<String> expected = IntStream.range(0, ROUNDS).mapToObj(i -> "n" + i).toList();
      assertThat(steady.messages()).filteredOn(text -> text.startsWith("n")).isEqualTo(expected);
    }
  }

  /** It takes many rounds to meet the moment between silencing an older binding and making one. */
  @Test
  void ofConnectionsThatBindOneUserAtOnce_oneReceives_whereOnlyTheLatestDoes() throws Exception {
    try (TestCluster cluster = new TestCluster(Map.of("gateway.user-connections", "latest"))) {
      TestCluster.Node node = cluster.newNode();
      Connection one = node.connect("app", "ann").connection;
      Connection two = node.connect("app", "ann").connection;
      CyclicBarrier together = new CyclicBarrier(2);
      Destination ann = node.gateway.toUser("app", "ann");
      ExecutorService other = Executors.newSingleThreadExecutor();
      Future<?> rebinding =
          other.submit(
              () -> {
                for (int round = 0; round < CONTENDED_ROUNDS; round++) {
                  together.await();
                  node.gateway.bind(two, "app", "ann", Identity.CLAIMED);
                  together.await();
                }
                return null;
              });
      int lost = 0;
      for (int round = 0; round < CONTENDED_ROUNDS; round++) {
        together.await();
        node.gateway.bind(one, "app", "ann", Identity.CLAIMED);
        together.await();
        lost += node.directory.audience(ann).size() == 1 ? 0 : 1;
      }
      rebinding.get();
      other.shutdown();
      assertThat(lost).isZero();
    }
  }

  /** Connects, names itself, joins, leaves, renames itself and goes, over and over. */
  private static void live(TestCluster.Node node, Random random) {
    for (int round = 0; round < ROUNDS; round++) {
      TestCluster.Client client = node.connect("app", "u" + random.nextInt(3));
      for (int step = 0; step < 6; step++) {
        String topic = "t" + random.nextInt(2);
        switch (random.nextInt(4)) {
          case 0 -> client.join(topic);
          case 1 -> client.leave(topic);
          case 2 ->
              node.gateway.bind(
                  client.connection, "app", "u" + random.nextInt(3), Identity.CLAIMED);
          default -> node.publish(node.gateway.toTopic("app", topic), "x");
        }
      }
      client.disconnect();
    }
  }

  private interface Work {
    void run(int thread);
  }

  /** Runs the work in so many threads, and one piece of other work beside it. */
  private static void inParallel(Work work, Runnable other) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(THREADS + 1);
    try {
      List<Future<?>> running = new ArrayList<>();
      running.add(threads.submit(other));
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
