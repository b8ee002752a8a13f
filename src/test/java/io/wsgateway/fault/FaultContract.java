package io.wsgateway.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.wsgateway.client.Eventually;
import io.wsgateway.server.Processors;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/**
 * What becomes of nodes and their clients when the broker, or the line to it, fails. {@code
 * src/docs/faults.md} is the table of it.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@ResourceLock(value = Processors.NAME, mode = ResourceAccessMode.READ)
abstract class FaultContract {
  /** How soon after a fault everything is as before. */
  static final Duration BACK = Duration.ofSeconds(5);

  /** How soon a node notices that its broker is silent. */
  static final Duration NOTICED = Duration.ofSeconds(10);

  /** How long a push may wait for the broker. */
  static final Duration ANSWER = Duration.ofSeconds(2);

  private static final Duration A_WHILE = Duration.ofSeconds(2);

  /** How long a signal or a reset takes to have an effect, in nanoseconds. */
  private static final long SETTLED = Duration.ofMillis(500).toNanos();

  private Cluster cluster;

  /** A broker of the kind that is tried, running. */
  abstract Broker broker();

  @BeforeAll
  final void startCluster() {
    cluster = Cluster.start(broker());
    try (Scene rehearsal = Scene.on(cluster.nodes())) {
      rehearsal.flowFor(A_WHILE);
    }
    cluster.awaitNormal();
    cluster.weigh();
  }

  @AfterAll
  final void stopCluster() {
    if (cluster != null) {
      cluster.close();
    }
  }

  final Cluster cluster() {
    return cluster;
  }

  /**
   * When a fault was begun, had begun, was about to be ended and was ended; the middle two are the
   * same or the wrong way round where it took no time.
   */
  record Times(long from, long full, long ending, long to) {
    /** One that did not matter. */
    static Times now() {
      long now = Scene.now();
      return new Times(now, now, now, now);
    }
  }

  /** Runs a fault for so long; then all is to be well again by itself, and to stay so. */
  final Times endure(Scene scene, Duration time, Runnable begin, Runnable end) {
    long from = Scene.now();
    long full;
    long ending;
    try {
      begin.run();
      full = Scene.now();
      scene.flowFor(time);
    } finally {
      // Also when the test has failed: others come after it.
      ending = Scene.now();
      end.run();
    }
    Times times = new Times(from, full, ending, Scene.now());
    awaitBack(scene, times.to());
    return times;
  }

  final void awaitBack(Scene scene, long since) {
    scene.awaitAll(since, BACK);
    for (Node node : cluster.nodes()) {
      long left = BACK.toNanos() - (Scene.now() - since);
      Eventually.await(node.name() + " is up", Duration.ofNanos(Math.max(0, left)), node::isUp);
    }
  }

  /** Ends a scene in which messages between nodes may have been lost during a fault. */
  final Losses finish(Scene scene, Times fault) {
    scene.flowFor(A_WHILE);
    scene.finish();
    return new Losses(scene)
        .expectNoneAtHome()
        .expectOnlyBetween(fault.from(), fault.to() + BACK.toNanos())
        .expectCounted(cluster.nodes());
  }

  final void expectAsBefore() {
    cluster.awaitNormal();
    cluster.expectNothingLeft();
  }

  /** Insists that pushes were answered in time, and that they said so while there was no broker. */
  final void expectAnswers(Scene scene, Times fault, List<Node> cutOff) {
    for (Flow flow : scene.flows()) {
      assertThat(scene.history().slowestAnswer(flow.stream()))
          .as(flow.stream())
          .isLessThanOrEqualTo(ANSWER);
      if (cutOff.contains(flow.from())) {
        assertThat(
                scene.history().undegraded(flow.stream(), fault.full() + SETTLED, fault.ending()))
            .as(flow.stream() + " during the fault")
            .isEmpty();
      }
    }
  }

  @Test
  void brokerStopped_andStartedTenSecondsLater() {
    try (Interests onB = Interests.of(cluster.b())) {
      try (Scene scene = Scene.on(cluster.nodes())) {
        Times fault =
            endure(
                scene, Duration.ofSeconds(10), cluster.broker()::stop, cluster.broker()::restart);
        finish(scene, fault);
        expectAnswers(scene, fault, cluster.nodes());
      }
      onB.expectAllFrom(cluster.a());
    }
    expectAsBefore();
  }

  @Test
  void brokerFrozenForTwentySeconds() {
    try (Scene scene = Scene.on(cluster.nodes())) {
      Times fault =
          endure(scene, Duration.ofSeconds(20), cluster.broker()::freeze, cluster.broker()::thaw);
      finish(scene, fault);
      expectAnswers(scene, fault, cluster.nodes());
    }
    expectAsBefore();
  }

  @Test
  void lineOfOneNodeReset() {
    resetLines(List.of(cluster.a()));
  }

  @Test
  void linesOfAllNodesReset() {
    resetLines(cluster.nodes());
  }

  private void resetLines(List<Node> cut) {
    try (Scene scene = Scene.on(cluster.nodes())) {
      Times fault =
          endure(scene, Duration.ZERO, () -> cut.forEach(node -> node.line().reset()), () -> {});
      finish(scene, fault);
      expectAnswers(scene, fault, List.of());
    }
    expectAsBefore();
  }

  @Test
  void lineOfOneNodeBlackholed() {
    blackholeLines(List.of(cluster.a()));
  }

  @Test
  void linesOfAllNodesBlackholed() {
    blackholeLines(cluster.nodes());
  }

  private void blackholeLines(List<Node> cut) {
    try (Scene scene = Scene.on(cluster.nodes())) {
      Times fault =
          endure(
              scene,
              A_WHILE,
              () -> {
                cut.forEach(node -> node.line().swallow(true));
                cut.forEach(
                    node ->
                        Eventually.await(
                            node.name() + " gives up its connections",
                            NOTICED,
                            () -> node.line().isGivenUp() && !node.isUp()));
              },
              () -> cut.forEach(node -> node.line().swallow(false)));
      finish(scene, fault);
      expectAnswers(scene, fault, cut);
    }
    expectAsBefore();
  }

  @Test
  void lineOfOneNodeSlow() {
    slowLines(List.of(cluster.a()));
  }

  @Test
  void linesOfAllNodesSlow() {
    slowLines(cluster.nodes());
  }

  private void slowLines(List<Node> slow) {
    try (Scene scene = Scene.on(cluster.nodes())) {
      Times fault =
          endure(
              scene,
              Duration.ofSeconds(10),
              () -> {
                slow.forEach(node -> node.line().slowTo(10_000));
                scene.fill(4_000);
              },
              () -> {
                scene.fill(0);
                slow.forEach(node -> node.line().slowTo(Integer.MAX_VALUE));
              });
      finish(scene, fault);
      expectAnswers(scene, fault, List.of());
    }
    expectAsBefore();
  }
}
