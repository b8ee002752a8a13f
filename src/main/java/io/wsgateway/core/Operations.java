package io.wsgateway.core;

import io.wsgateway.config.ConfigReport;
import io.wsgateway.config.Reload;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * What operators ask of nodes, whichever node they ask. Safe for any thread; no method waits. What
 * a node refuses fails the stage with a {@link GatewayException}; so does a node that nobody knows
 * ({@link ErrorCode#NOT_FOUND}), or that does not answer in time ({@link ErrorCode#NO_ANSWER}).
 */
public final class Operations {
  /** How many apps are listed at most. */
  public static final int MAX_APPS = 1_000;

  private final Questions questions;

  Operations(Questions questions) {
    this.questions = questions;
  }

  /** How all nodes are doing, by their numbers. */
  public CompletionStage<ClusterAnswer<List<NodeReport>>> nodes() {
    return questions
        .askAll(Question.about(Question.Kind.FIGURES, ""))
        .thenApply(
            all ->
                all.map(
                    answers -> {
                      List<NodeReport> reports = new ArrayList<>();
                      for (Answer answer : answers) {
                        NodeReport report = NodeRows.read(answer);
                        if (report != null) {
                          reports.add(report);
                        }
                      }
                      reports.sort(Comparator.comparing(report -> report.node().number()));
                      return reports;
                    }));
  }

  /**
   * The apps that have connections, and how many; sorted.
   *
   * @param listed those that are told in any case
   */
  public CompletionStage<ClusterAnswer<List<AppCount>>> apps(Collection<String> listed) {
    return questions
        .askAll(new Question(Question.Kind.APPS, "", 0, List.of(), Map.of(), MAX_APPS))
        .thenApply(all -> all.map(answers -> sum(answers, listed)));
  }

  private static List<AppCount> sum(List<Answer> answers, Collection<String> listed) {
    Map<String, Long> counts = new TreeMap<>();
    listed.forEach(app -> counts.put(app, 0L));
    for (Answer answer : answers) {
      for (int i = 0; i < Math.min(answer.names().size(), answer.numbers().size()); i++) {
        counts.merge(answer.names().get(i), answer.numbers().get(i), Long::sum);
      }
    }
    return counts.entrySet().stream()
        .limit(MAX_APPS)
        .map(one -> new AppCount(one.getKey(), one.getValue()))
        .toList();
  }

  /**
   * Begins to take a node out, see {@link Drain#start(java.time.Duration, int)}.
   *
   * @param node its number
   * @param by who wants it, for the audit
   * @param waitMillis how long it goes on serving; null is as it is configured
   * @param pace how many connections it closes in a second; null is as it is configured
   */
  public CompletionStage<Drain.State> drain(
      int node, String by, @Nullable Long waitMillis, @Nullable Integer pace) {
    String wait = waitMillis == null ? "" : waitMillis.toString();
    String speed = pace == null ? "" : pace.toString();
    return state(node, Question.about(Question.Kind.DRAIN, "", by, wait, speed));
  }

  /** Lets clients in again. */
  public CompletionStage<Drain.State> resume(int node, String by) {
    return state(node, Question.about(Question.Kind.RESUME, "", by));
  }

  private CompletionStage<Drain.State> state(int node, Question question) {
    return questions
        .askOne(node, question)
        .thenApply(answer -> Drain.State.valueOf(answer.names().get(0)));
  }

  /** What a node is configured with, without secrets. */
  public CompletionStage<ConfigReport> configuration(int node) {
    return questions
        .askOne(node, Question.about(Question.Kind.CONFIGURATION, ""))
        .thenApply(ConfigRows::report);
  }

  /**
   * Has a node read its configuration again. If that cannot be used, nothing changes, and the stage
   * fails with {@link ErrorCode#BAD_REQUEST}, saying what is wrong.
   */
  public CompletionStage<Reload> reload(int node, String by) {
    return questions
        .askOne(node, Question.about(Question.Kind.RELOAD, "", by))
        .thenApply(ConfigRows::reload);
  }
}
