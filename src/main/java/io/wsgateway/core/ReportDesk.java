package io.wsgateway.core;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Says what this node knows of one user or connection. Safe for any thread; nothing waits. */
final class ReportDesk {
  private final Directory directory;
  private final Membership membership;
  private final Incidents incidents;

  ReportDesk(Directory directory, Membership membership, Incidents incidents) {
    this.directory = directory;
    this.membership = membership;
    this.incidents = incidents;
  }

  /** About a connection, which may be gone. */
  CompletionStage<Answer> aboutConnection(String app, long id) {
    Connection connection = directory.connection(id);
    boolean isHere = connection != null && app.equals(connection.app());
    List<Connection> found = isHere && connection != null ? List.of(connection) : List.of();
    Destination.OfUser user = found.isEmpty() ? null : found.get(0).user();
    Predicate<Incident> wanted = one -> one.connection() == id && app.equals(one.app());
    Answer answer = answer(found, wanted, user == null ? List.of() : topicsHere(user));
    boolean known = !answer.numbers().isEmpty();
    return CompletableFuture.completedFuture(known ? answer : Answer.NO);
  }

  /**
   * About a user. Its topics are those of its connections here; where no store is shared, those
   * that this node's own knows.
   */
  CompletionStage<Answer> aboutUser(Destination.OfUser user) {
    List<Connection> connections = connectionsOf(user);
    Predicate<Incident> wanted =
        one -> user.user().equals(one.user()) && user.app().equals(one.app());
    if (membership.isShared()) {
      return CompletableFuture.completedFuture(answer(connections, wanted, topicsHere(user)));
    }
    return membership.topicsOf(user).thenApply(topics -> answer(connections, wanted, topics));
  }

  /** Also those that do not receive, since a later one took that over. */
  private List<Connection> connectionsOf(Destination.OfUser user) {
    return directory.connections().stream()
        .filter(connection -> user.equals(connection.user()))
        .limit(Report.MAX_CONNECTIONS)
        .toList();
  }

  private List<String> topicsHere(Destination.@Nullable OfUser user) {
    return user == null
        ? List.of()
        : directory.topicsOf(user).stream().map(Destination.OfTopic::topic).toList();
  }

  private Answer answer(
      List<Connection> connections, Predicate<Incident> wanted, Collection<String> topics) {
    List<Rows.Row> rows = new ArrayList<>();
    connections.stream().map(ConnectionReport::of).map(ReportRows::of).forEach(rows::add);
    incidents.newest(wanted, Report.MAX_INCIDENTS).stream().map(ReportRows::of).forEach(rows::add);
    if (!topics.isEmpty()) {
      rows.add(Rows.Row.of(ReportRows.TOPICS).withAll("topic", topics));
    }
    return Rows.answer(rows);
  }
}
