package io.wsgateway.core;

import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Puts together what the nodes know of one user or connection. Safe for any thread. */
final class Reports {
  private final Questions questions;
  private final Membership membership;

  Reports(Questions questions, Membership membership) {
    this.questions = questions;
    this.membership = membership;
  }

  CompletionStage<ClusterAnswer<Report>> ofUser(Destination.OfUser user) {
    return questions
        .askAll(Question.about(Question.Kind.REPORT_USER, user.app(), user.user()))
        .thenCombine(
            sharedTopics(user),
            (all, topics) -> all.map(answers -> together(user.user(), rowsOf(answers), topics)));
  }

  /** Nothing in it if nobody knows the connection, or remembers trouble with it. */
  CompletionStage<ClusterAnswer<Report>> ofConnection(String app, long connection) {
    return questions
        .askOwner(Question.about(Question.Kind.REPORT_CONNECTION, app, connection))
        .thenApply(
            answer ->
                answer.map(
                    one -> {
                      Report report = together(null, Rows.of(one), null);
                      String user =
                          Stream.concat(
                                  report.connections().stream().map(ConnectionReport::user),
                                  report.incidents().stream().map(Incident::user))
                              .filter(Objects::nonNull)
                              .findFirst()
                              .orElse(null);
                      return new Report(
                          user, report.topics(), report.connections(), report.incidents());
                    }));
  }

  /** By the store that all nodes share; null if there is none, or it does not answer. */
  private CompletionStage<@Nullable Collection<String>> sharedTopics(Destination.OfUser user) {
    return membership.isShared()
        ? membership
            .topicsOf(user)
            .handle((topics, failure) -> failure == null ? new HashSet<>(topics) : null)
        : CompletableFuture.completedFuture(null);
  }

  private static List<Rows.Row> rowsOf(List<Answer> answers) {
    return answers.stream().flatMap(answer -> Rows.of(answer).stream()).toList();
  }

  private static Report together(
      @Nullable String user, List<Rows.Row> rows, @Nullable Collection<String> topics) {
    Set<String> names = new TreeSet<>();
    if (topics == null) {
      rows.stream()
          .filter(row -> row.is(ReportRows.TOPICS))
          .flatMap(row -> row.all("topic").stream())
          .forEach(names::add);
    } else {
      names.addAll(topics);
    }
    return new Report(
        user,
        List.copyOf(names),
        rows.stream()
            .filter(row -> row.is(ReportRows.CONNECTION))
            .map(ReportRows::connection)
            .sorted(Comparator.comparing(ConnectionReport::id))
            .toList(),
        rows.stream()
            .filter(row -> row.is(ReportRows.INCIDENT))
            .map(ReportRows::incident)
            .filter(Objects::nonNull)
            .sorted(Comparator.comparing(Incident::time).reversed())
            .limit(Report.MAX_INCIDENTS)
            .toList());
  }
}
