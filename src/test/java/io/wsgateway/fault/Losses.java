package io.wsgateway.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;

/** What may be lost, and what may not, when a scene has finished. */
final class Losses {
  /** What was under way when a fault began may be lost with it. */
  private static final Duration UNDER_WAY = Duration.ofSeconds(1);

  /** Long for a message that crosses one process, short for whoever waits for it. */
  private static final Duration AT_ONCE = Duration.ofSeconds(2);

  private final Scene scene;

  Losses(Scene scene) {
    this.scene = scene;
  }

  /** Insists that clients got all from their own node, at once, and every push was answered. */
  Losses expectNoneAtHome() {
    for (Flow flow : scene.flows()) {
      assertThat(scene.history().unanswered(flow.stream())).as(flow.stream()).isEmpty();
      for (Listener client : flow.audience()) {
        if (client.node() == flow.from()) {
          Verdict verdict = scene.verdict(client, flow);
          String what = flow.stream() + " at " + client.user() + " " + verdict;
          assertThat(verdict.isFaultless()).as(what).isTrue();
          assertThat(verdict.slowest()).as(what).isLessThan(AT_ONCE);
        }
      }
    }
    return this;
  }

  /** Insists that nobody missed anything. */
  Losses expectNone() {
    expectNoneAtHome();
    for (Flow flow : scene.flows()) {
      for (Listener client : flow.audience()) {
        Verdict verdict = scene.verdict(client, flow);
        assertThat(verdict.isFaultless())
            .as(flow.stream() + " at " + client.user() + " " + verdict)
            .isTrue();
      }
    }
    return this;
  }

  /**
   * Insists that what clients missed from other nodes was published between those times, that the
   * rest came once and in order.
   */
  Losses expectOnlyBetween(long from, long to) {
    for (Flow flow : scene.flows()) {
      for (Listener client : flow.audience()) {
        if (client.node() != flow.from()) {
          Verdict verdict = scene.verdict(client, flow);
          String what = flow.stream() + " at " + client.user() + " " + verdict;
          assertThat(verdict.isOrderly()).as(what).isTrue();
          assertThat(verdict.lost())
              .as(what)
              .allMatch(push -> push.start() >= from - UNDER_WAY.toNanos() && push.start() <= to);
        }
      }
    }
    return this;
  }

  /** Insists that every node has counted exactly what its clients have missed. */
  Losses expectCounted(List<Node> nodes) {
    for (Node to : nodes) {
      long lost = nodes.stream().filter(from -> from != to).mapToLong(from -> lost(from, to)).sum();
      assertThat(scene.dropped(to, "missed")).as("missed by " + to.name()).isEqualTo(lost);
    }
    return this;
  }

  /** How many publications of one node clients of another have missed. */
  long lost(Node from, Node to) {
    return scene.flows().stream()
        .filter(flow -> flow.from() == from)
        .flatMap(
            flow ->
                flow.audience().stream()
                    .filter(client -> client.node() == to)
                    .map(client -> scene.verdict(client, flow)))
        .mapToLong(verdict -> verdict.lost().size())
        .sum();
  }
}
