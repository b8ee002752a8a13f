package io.wsgateway.core;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Asks other nodes and answers them: one request to every live node, answers collected until a
 * deadline, and who has not answered by then is named instead of failing the whole. What is asked
 * of one connection goes to the node that its id names, and is done there in the order in which it
 * comes.
 *
 * <p>Safe for any thread; nothing waits.
 */
final class Questions {
  private static final int MAX_PENDING = 10_000;

  private final Ids ids;
  private final Nodes nodes;
  private final Exchange exchange;
  private final Function<Question, CompletionStage<Answer>> desk;
  private final Timers timers;
  private final Executor applications;
  private final Executor housekeeping;
  private final Duration timeout;
  private final Map<Long, Pending> pending = new ConcurrentHashMap<>();

  /**
   * @param desk answers for this node
   * @param applications completes what applications have asked
   * @param housekeeping puts lists together for other nodes
   * @param timeout how long other nodes may take
   */
  Questions(
      Ids ids,
      Nodes nodes,
      Exchange exchange,
      Function<Question, CompletionStage<Answer>> desk,
      Timers timers,
      Executor applications,
      Executor housekeeping,
      Duration timeout) {
    this.ids = ids;
    this.nodes = nodes;
    this.exchange = exchange;
    this.desk = desk;
    this.timers = timers;
    this.applications = applications;
    this.housekeeping = housekeeping;
    this.timeout = timeout;
  }

  /** A question that waits for answers. */
  private static final class Pending {
    final CompletableFuture<ClusterAnswer<List<Answer>>> result = new CompletableFuture<>();
    private final Set<Integer> awaited;
    private final Set<Integer> refused = new HashSet<>();
    private final List<Answer> answers = new ArrayList<>();

    Pending(Set<Integer> awaited) {
      this.awaited = new HashSet<>(awaited);
    }

    /** Whether all have answered. */
    synchronized boolean answered(int node, Answer answer) {
      if (awaited.remove(node)) {
        answers.add(answer);
        if (!answer.refusal().isEmpty()) {
          refused.add(node);
        }
      }
      return awaited.isEmpty();
    }

    synchronized ClusterAnswer<List<Answer>> outcome() {
      Set<Integer> missing = new HashSet<>(awaited);
      missing.addAll(refused);
      return new ClusterAnswer<>(List.copyOf(answers), missing);
    }
  }

  /** Asks all nodes, this one too. One that could not answer counts as missing. */
  CompletionStage<ClusterAnswer<List<Answer>>> askAll(Question question) {
    Set<Integer> others = nodes.others();
    CompletionStage<Answer> own = desk.apply(question);
    if (others.isEmpty()) {
      return own.thenApply(answer -> new ClusterAnswer<>(List.of(answer.orThrow()), Set.of()));
    }
    return send(question, others, null)
        .thenCombine(
            own,
            (all, answer) -> {
              List<Answer> answers = new ArrayList<>(all.value());
              answers.add(answer.orThrow());
              return new ClusterAnswer<>(answers, all.missing());
            });
  }

  /**
   * Asks the node that a connection belongs to.
   *
   * @return {@link Answer#NO} if that node is not known, or does not answer
   */
  CompletionStage<ClusterAnswer<Answer>> askOwner(Question question) {
    int owner = Ids.nodeOf(question.connection());
    if (owner == ids.node()) {
      return desk.apply(question).thenApply(answer -> alone(answer.orThrow()));
    }
    if (!nodes.others().contains(owner)) {
      return CompletableFuture.completedFuture(alone(Answer.NO));
    }
    return send(question, Set.of(owner), owner)
        .thenApply(
            all -> all.map(answers -> answers.isEmpty() ? Answer.NO : answers.get(0).orThrow()));
  }

  /** Asks one other node. Nothing if it does not answer, or could not. */
  CompletionStage<Optional<Answer>> askNode(int node, Question question) {
    return send(question, Set.of(node), node)
        .thenApply(
            all -> all.value().stream().filter(answer -> answer.refusal().isEmpty()).findFirst());
  }

  /**
   * Asks one node, which may be this one.
   *
   * @return fails with what it refuses, with {@link ErrorCode#NOT_FOUND} if it is not known, and
   *     with {@link ErrorCode#NO_ANSWER} if it does not answer
   */
  CompletionStage<Answer> askOne(int node, Question question) {
    if (node == ids.node()) {
      return desk.apply(question).thenApply(Answer::orThrow);
    }
    if (!nodes.others().contains(node)) {
      return CompletableFuture.failedFuture(
          new GatewayException(ErrorCode.NOT_FOUND, "There is no node " + node + " by now"));
    }
    return send(question, Set.of(node), node)
        .thenApply(
            all ->
                all.value().stream()
                    .findFirst()
                    .orElseThrow(
                        () ->
                            new GatewayException(
                                ErrorCode.NO_ANSWER,
                                "Node "
                                    + node
                                    + " did not answer in time; whether it did as it"
                                    + " was told is not known"))
                    .orThrow());
  }

  private static ClusterAnswer<Answer> alone(Answer answer) {
    return new ClusterAnswer<>(answer, Set.of());
  }

  private CompletionStage<ClusterAnswer<List<Answer>>> send(
      Question question, Set<Integer> awaited, @Nullable Integer owner) {
    if (pending.size() >= MAX_PENDING) {
      return CompletableFuture.failedFuture(
          new GatewayException(
              ErrorCode.OVERLOADED,
              "As many questions wait for other nodes as this node can hold; try again"));
    }
    long request = ids.next();
    Pending waiting = new Pending(awaited);
    pending.put(request, waiting);
    byte[] bytes = Envelope.encode(ids.node(), new NodeMessage.Asked(request, question));
    if (owner == null) {
      exchange.sendToAllNodes(bytes);
    } else {
      exchange.sendToNode(owner, bytes);
    }
    timers.after(timeout, () -> finish(request));
    return waiting.result;
  }

  /** Another node has answered. */
  void answered(int node, long request, Answer answer) {
    Pending waiting = pending.get(request);
    if (waiting != null && waiting.answered(node, answer)) {
      finish(request);
    }
  }

  private void finish(long request) {
    Pending waiting = pending.remove(request);
    if (waiting != null) {
      // Not on the thread that brought the answer: whoever asked may take its time with it.
      waiting.result.completeAsync(waiting::outcome, applications);
    }
  }

  /** Ends all that waits, with the answers so far. */
  void stop() {
    pending.keySet().forEach(this::finish);
  }

  /** Another node asks. */
  void asked(int node, long request, Question question) {
    if (question.connection() != 0) {
      reply(node, request, question);
      return;
    }
    try {
      housekeeping.execute(() -> reply(node, request, question));
    } catch (RejectedExecutionException e) {
      // This node is stopping; whoever asked goes on without it.
    }
  }

  private void reply(int node, long request, Question question) {
    desk.apply(question)
        .thenAccept(
            answer ->
                exchange.sendToNode(
                    node, Envelope.encode(ids.node(), new NodeMessage.Answered(request, answer))));
  }
}
