package io.wsgateway.core;

import static java.lang.System.Logger.Level.WARNING;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Has all nodes know the same blocks. Each change is told to all at once. A node that another has
 * just heard of is asked for all it knows, a page at a time; so is everybody when the broker is
 * back, and then the others are told what was learned here since shortly before it went away. And
 * every minute a node asks the next one, whatever was lost.
 *
 * <p>Safe for any thread; nothing waits.
 */
final class BlockGossip {
  private static final SparingLog LOG = SparingLog.of(BlockGossip.class);
  private static final int PAGE = 1_000;
  private static final int TOLD_AT_A_TIME = 100;
  private static final long AGAIN = Duration.ofSeconds(5).toNanos();
  private static final long ROUTINE = Duration.ofMinutes(1).toNanos();

  private static final Long BEING_ASKED = Long.MIN_VALUE;

  /** So long a cut line may have gone unnoticed. */
  private static final long UNNOTICED = Duration.ofSeconds(30).toNanos();

  private final Ids ids;
  private final Nodes nodes;
  private final Exchange exchange;
  private final Questions questions;
  private final BlockTable table;
  private final Consumer<Collection<BlockChange>> learner;
  private final LongSupplier nanoTime;
  // The nodes that are being asked, and those that were silent, with when they are asked again.
  private final Map<Integer, Long> asking = new ConcurrentHashMap<>();
  // Only the thread that ticks.
  private boolean wasUp = true;
  private long lastUp;
  private long lastRoutine;

  /**
   * @param learner learns what others know
   * @param nanoTime a clock that only goes forward
   */
  BlockGossip(
      Ids ids,
      Nodes nodes,
      Exchange exchange,
      Questions questions,
      BlockTable table,
      Consumer<Collection<BlockChange>> learner,
      LongSupplier nanoTime) {
    this.ids = ids;
    this.nodes = nodes;
    this.exchange = exchange;
    this.questions = questions;
    this.table = table;
    this.learner = learner;
    this.nanoTime = nanoTime;
    lastUp = nanoTime.getAsLong();
    lastRoutine = lastUp;
  }

  /** Tells all other nodes. */
  void tell(List<BlockChange> changes) {
    for (int from = 0; from < changes.size(); from += TOLD_AT_A_TIME) {
      int to = Math.min(changes.size(), from + TOLD_AT_A_TIME);
      NodeMessage message = new NodeMessage.Blocked(changes.subList(from, to));
      exchange.sendToAllNodes(Envelope.encode(ids.node(), message));
    }
  }

  /** Another node is there that was not known. */
  void heard(int node) {
    ask(node);
  }

  /** What this node tells one that asks. */
  Answer answer(Question question) {
    return Answer.names(
        table.after(question.argument(0), question.limit()).stream()
            .map(BlockChange::text)
            .toList());
  }

  /** Asks what has to be asked again. To be called every now and then, by one thread. */
  void tick() {
    long now = nanoTime.getAsLong();
    boolean up = exchange.state() == Exchange.State.UP;
    if (up && !wasUp) {
      tell(table.learnedSince(lastUp - UNNOTICED));
      nodes.others().forEach(this::ask);
    }
    wasUp = up;
    if (!up) {
      return;
    }
    lastUp = now;
    asking.forEach(
        (node, again) -> {
          if (!BEING_ASKED.equals(again) && now - again >= 0 && asking.remove(node, again)) {
            if (nodes.others().contains(node)) {
              ask(node);
            }
          }
        });
    Integer next = nodes.next();
    if (next != null && now - lastRoutine >= ROUTINE) {
      lastRoutine = now;
      ask(next);
    }
  }

  private void ask(int node) {
    if (!BEING_ASKED.equals(asking.put(node, BEING_ASKED))) {
      ask(node, "");
    }
  }

  private void ask(int node, String after) {
    Question question = Question.page(Question.Kind.BLOCKS, "", new Page(PAGE, after));
    questions
        .askNode(node, question)
        .exceptionally(
            failure -> {
              LOG.log(WARNING, "Another node could not be asked for its blocks", failure);
              return Optional.empty();
            })
        .thenAccept(answer -> answered(node, answer));
  }

  private void answered(int node, Optional<Answer> answer) {
    if (answer.isEmpty()) {
      asking.put(node, nanoTime.getAsLong() + AGAIN);
      return;
    }
    List<String> texts = answer.get().names();
    List<BlockChange> changes =
        texts.stream().map(BlockChange::parse).filter(Objects::nonNull).toList();
    learner.accept(changes);
    if (texts.size() >= PAGE && !changes.isEmpty()) {
      ask(node, changes.get(changes.size() - 1).id());
    } else {
      asking.remove(node);
    }
  }
}
