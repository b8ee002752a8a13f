package io.wsgateway.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.wsgateway.client.Event;
import io.wsgateway.client.Eventually;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** What becomes of the others when a node comes, goes, or is of another version. */
abstract class NodeFaultContract extends FaultContract {
  /**
   * {@code gateway.node.lease}, and the time to ask, which is a second for a node that is silent.
   */
  private static final Duration LEASE = Duration.ofSeconds(15).plusSeconds(3);

  private static final Duration SOON = Duration.ofSeconds(5);
  private static final Duration A_WHILE = Duration.ofSeconds(2);
  private static final String APP = "guests";
  private static final String TOPIC = "guests";

  /** A client whose messages nobody looks at. */
  private static Listener guest(Node node, History history) {
    return Listener.at(node, APP, "guest-" + node.name(), TOPIC, history);
  }

  private Absence absenceOf(Listener guest) {
    return new Absence(cluster().nodes(), APP, guest.user());
  }

  private Node startNode(String name) {
    return Node.start(name, cluster().broker());
  }

  @Test
  void nodeStartedUnderLoad_joinsWithoutLossToOthers_andLeavesInOrder() {
    History history = new History();
    try (Scene others = Scene.on(cluster().nodes())) {
      try (Node c = startNode("c")) {
        try (Scene withC = Scene.on(List.of(cluster().a(), c))) {
          withC.flowFor(A_WHILE);
          withC.finish();
          new Losses(withC).expectNone();
        }
        try (Listener guest = guest(c, history)) {
          absenceOf(guest).awaitOver(SOON);
          c.process().stop();
          absenceOf(guest).await(SOON);
          assertThat(guest.end()).map(Event::code).contains(1012);
        }
      }
      others.finish();
      new Losses(others).expectNone();
    }
    expectAsBefore();
  }

  @Test
  void nodesKilledAndFrozen_areForgottenWithinTheLease_andOthersDoNotNotice() {
    History history = new History();
    CompletableFuture<Node> starting = CompletableFuture.supplyAsync(() -> startNode("d"));
    try (Node c = startNode("c");
        Node d = starting.join();
        Scene others = Scene.on(cluster().nodes());
        Listener onC = guest(c, history);
        Listener onD = guest(d, history)) {
      List<Absence> absences = List.of(absenceOf(onC), absenceOf(onD));
      absences.forEach(absence -> absence.awaitOver(SOON));

      c.process().freeze();
      d.process().kill();
      long fault = Scene.now();
      for (Absence absence : absences) {
        absence.await(LEASE.minusNanos(Scene.now() - fault));
      }
      assertThat(Cluster.numbers(cluster().a())).hasSize(2);

      c.process().thaw();
      absences.get(0).awaitOver(SOON);
      assertThat(onC.end()).as("the client of the node that was frozen").isEmpty();
      others.awaitAll(Scene.now(), SOON);
      c.process().stop();
      others.finish();
      new Losses(others).expectNone();
    }
    expectAsBefore();
  }

  @Test
  void nodeOfANewerVersion_isUnderstoodAsFarAsItIsKnown_andTheRestIsCounted() {
    History history = new History();
    try (Scene others = Scene.on(cluster().nodes());
        Node ahead = Node.start("ahead", cluster().broker(), Optional.of(NextVersion.war()));
        Listener guest = guest(ahead, history);
        Listener host = guest(cluster().a(), history)) {
      Eventually.await(
          "the newer node knows the others",
          () -> Cluster.numbers(ahead).containsAll(Cluster.numbers(cluster().a())));
      awaitReached(cluster().a(), guest, history);
      awaitReached(cluster().b(), host, history);
      long since = Scene.now();
      try (Flow known = flow(cluster().a(), guest, history);
          Flow unknown = flow(ahead, host, history)) {
        others.flowFor(A_WHILE);
        unknown.finish();
        known.finish();
        Eventually.await(
            "the last that is known is delivered",
            () -> history.hasReceivedLast(guest.user(), known.stream()));
        assertThat(history.verdict(guest.user(), known.stream(), since).isFaultless()).isTrue();
        assertThat(history.published(unknown.stream())).isPositive();
        Eventually.await(
            "all that is unknown is counted",
            () ->
                others.dropped(cluster().a(), "unknown-envelope")
                    >= history.published(unknown.stream()));
        assertThat(history.hasReceivedSince(host.user(), unknown.stream(), 0)).isFalse();
        assertThat(others.dropped(cluster().b(), "unknown-envelope")).isPositive();
      }
      others.finish();
      new Losses(others).expectNone();
    }
    expectAsBefore();
  }

  /** Waits until what a node publishes to a client arrives. */
  private static void awaitReached(Node from, Listener to, History history) {
    try (Flow flow = flow(from, to, history)) {
      Eventually.await(
          from.name() + " reaches " + to.user(),
          () -> history.hasReceivedSince(to.user(), flow.stream(), 0));
    }
  }

  private static Flow flow(Node from, Listener to, History history) {
    String destination = "{\"user\":\"" + to.user() + "\"}";
    return new Flow(from, APP, to.user(), destination, List.of(to), history);
  }
}
