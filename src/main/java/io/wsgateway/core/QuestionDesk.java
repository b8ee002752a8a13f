package io.wsgateway.core;

import static java.lang.System.Logger.Level.WARNING;

import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Answers for this node what it alone knows: who is connected to it. Safe for any thread; nothing
 * waits, but lists take the time that it takes to go through them.
 */
final class QuestionDesk {
  private static final SparingLog LOG = SparingLog.of(QuestionDesk.class);

  private final Directory directory;
  private final Membership membership;
  private final Gateway gateway;
  private final Connections connections;
  private final Topics topics;
  private final BlockGossip blocks;
  private final ReportDesk reports;
  private final OperationsDesk operations;

  QuestionDesk(
      Directory directory,
      Membership membership,
      Gateway gateway,
      Connections connections,
      Topics topics,
      BlockGossip blocks,
      ReportDesk reports,
      OperationsDesk operations) {
    this.directory = directory;
    this.membership = membership;
    this.gateway = gateway;
    this.connections = connections;
    this.topics = topics;
    this.blocks = blocks;
    this.reports = reports;
    this.operations = operations;
  }

  /** The answer, which may be a refusal; never fails. */
  CompletionStage<Answer> answer(Question question) {
    try {
      return route(question).exceptionally(QuestionDesk::refusal);
    } catch (RuntimeException e) {
      return CompletableFuture.completedFuture(refusal(e));
    }
  }

  private CompletionStage<Answer> route(Question question) {
    return switch (question.kind()) {
      case REPORT_CONNECTION -> reports.aboutConnection(question.app(), question.connection());
      case REPORT_USER -> reports.aboutUser(user(question));
      case APPS, DRAIN, RESUME, FIGURES, CONFIGURATION, RELOAD -> now(operations.answer(question));
      default -> question.connection() == 0 ? aboutApp(question) : aboutConnection(question);
    };
  }

  private static Answer refusal(Throwable failure) {
    Throwable cause =
        failure instanceof CompletionException && failure.getCause() != null
            ? failure.getCause()
            : failure;
    if (cause instanceof GatewayException known) {
      return Answer.refused(known);
    }
    LOG.log(WARNING, "A question could not be answered", cause);
    return Answer.refused(
        new GatewayException(ErrorCode.INTERNAL, "The node failed; its log has the reason"));
  }

  private CompletionStage<Answer> aboutConnection(Question question) {
    Connection connection = directory.connection(question.connection());
    if (connection == null || !question.app().equals(connection.app())) {
      return now(Answer.NO);
    }
    return switch (question.kind()) {
      case IS_CONNECTED -> now(Answer.of(true));
      case USER_OF -> {
        Destination.OfUser user = connection.user();
        yield now(user == null ? Answer.NO : Answer.names(List.of(user.user())));
      }
      case BIND ->
          yes(
              gateway.bind(
                  connection, question.app(), question.argument(0), Identity.provedWith(Set.of())));
      case UNBIND -> {
        gateway.unbind(connection);
        yield now(Answer.of(true));
      }
      case JOIN -> yes(gateway.join(connection, question.argument(0)));
      case LEAVE -> now(Answer.of(gateway.leave(connection, question.argument(0))));
      case CLOSE -> {
        gateway.close(connection, reason(question, 0));
        yield now(Answer.of(true));
      }
      case GIVE_WAY -> {
        boolean loses =
            connections.gaveWay(connection, user(question), Long.parseLong(question.argument(1)));
        yield now(Answer.of(loses));
      }
      case INFO -> now(Answer.info(connection.info()));
      case SET_INFO -> {
        connections.setInfo(connection, question.info());
        yield now(Answer.of(true));
      }
      case MERGE_INFO -> {
        connections.mergeInfo(connection, question.info());
        yield now(Answer.of(true));
      }
      default -> throw notOfThisKind(question);
    };
  }

  private CompletionStage<Answer> aboutApp(Question question) {
    String app = question.app();
    return switch (question.kind()) {
      case IS_USER_ONLINE -> now(Answer.of(directory.isOnline(user(question))));
      case CONNECTIONS_OF -> now(Answer.numbers(Listing.ids(directory.members(user(question)))));
      case BINDINGS_OF ->
          now(connections.bindings(user(question), Long.parseLong(question.argument(1))));
      case CLOSE_USER -> now(Answer.count(closeUser(user(question), reason(question, 1))));
      case DISBAND -> disband(topic(question)).thenApply(Answer::count);
      case COUNT_CONNECTIONS -> now(Answer.count(countConnections(app, question.argument(0))));
      case COUNT_CONNECTIONS_IN -> now(Answer.count(directory.audience(topic(question)).size()));
      case HASHES_OF_USERS -> now(Listing.hashes(users(app)));
      case HASHES_OF_TOPICS -> now(Listing.hashes(topics(app).map(Destination.OfTopic::topic)));
      case HASHES_OF_USERS_IN ->
          usersIn(topic(question)).thenApply(users -> Listing.hashes(users.stream()));
      case CONNECTIONS ->
          now(Listing.idsAfter(directory.members(new Destination.OfAll(app)), question, 0));
      case CONNECTIONS_IN -> now(Listing.idsAfter(directory.members(topic(question)), question, 1));
      case USERS -> now(Listing.namesAfter(users(app), question, 0));
      case USERS_IN ->
          usersIn(topic(question))
              .thenApply(users -> Listing.namesAfter(users.stream(), question, 1));
      case TOPICS -> now(topicsAfter(app, question));
      case TOPICS_OF_USERS -> topicsOf(app, question.arguments());
      case MEMBERS -> membership.usersIn(topic(question)).thenApply(Answer::names);
      case BLOCKS -> now(blocks.answer(question));
      default -> throw notOfThisKind(question);
    };
  }

  private static IllegalArgumentException notOfThisKind(Question question) {
    return new IllegalArgumentException(question.kind() + " about connection 0 or another");
  }

  private long closeUser(Destination.OfUser user, DisconnectReason reason) {
    List<Connection> members = directory.members(user);
    members.forEach(connection -> gateway.close(connection, reason));
    return members.size();
  }

  /**
   * Connections leave, and the members that a store of this node alone knows. How many connections
   * were in the topic.
   */
  private CompletionStage<Long> disband(Destination.OfTopic topic) {
    List<Connection> members = directory.members(topic);
    members.forEach(connection -> topics.leave(connection, topic));
    CompletionStage<Void> users =
        membership.isShared()
            ? CompletableFuture.completedFuture(null)
            : topics.dismissUsers(topic);
    return users.thenApply(left -> (long) members.size());
  }

  private long countConnections(String app, String dialect) {
    Destination all = new Destination.OfAll(app);
    return dialect.isEmpty()
        ? directory.audience(all).size()
        : directory.members(all).stream()
            .filter(connection -> connection.dialect().name().equals(dialect))
            .count();
  }

  private Stream<String> users(String app) {
    return directory.users().stream()
        .filter(user -> user.app().equals(app))
        .map(Destination.OfUser::user);
  }

  private Stream<Destination.OfTopic> topics(String app) {
    return directory.destinations().stream()
        .filter(Destination.OfTopic.class::isInstance)
        .map(Destination.OfTopic.class::cast)
        .filter(topic -> topic.app().equals(app));
  }

  /**
   * The users of connections that are in a topic, and those that are members of it by a store that
   * is this node's alone; one that all share is asked by whoever asks the nodes.
   */
  private CompletionStage<Set<String>> usersIn(Destination.OfTopic topic) {
    Set<String> users =
        directory.members(topic).stream()
            .map(Connection::user)
            .filter(user -> user != null)
            .map(Destination.OfUser::user)
            .collect(Collectors.toCollection(HashSet::new));
    if (membership.isShared()) {
      return CompletableFuture.completedFuture(users);
    }
    return membership
        .usersIn(topic)
        .thenApply(
            members -> {
              users.addAll(members);
              return users;
            });
  }

  /** The topics of one user after the other, and how many each has. */
  private CompletionStage<Answer> topicsOf(String app, List<String> users) {
    List<CompletableFuture<Set<String>>> all =
        users.stream()
            .map(user -> membership.topicsOf(new Destination.OfUser(app, user)))
            .map(CompletionStage::toCompletableFuture)
            .toList();
    return CompletableFuture.allOf(all.toArray(CompletableFuture[]::new))
        .thenApply(
            done ->
                new Answer(
                    true,
                    all.stream().flatMap(topics -> topics.join().stream()).toList(),
                    all.stream().map(topics -> (long) topics.join().size()).toList(),
                    Map.of(),
                    "",
                    ""));
  }

  private Answer topicsAfter(String app, Question question) {
    Map<String, Long> counts = new TreeMap<>();
    topics(app)
        .filter(topic -> topic.topic().compareTo(question.argument(0)) > 0)
        .sorted(Comparator.comparing(Destination.OfTopic::topic))
        .limit(question.limit())
        .forEach(topic -> counts.put(topic.topic(), (long) directory.audience(topic).size()));
    return new Answer(
        true, List.copyOf(counts.keySet()), List.copyOf(counts.values()), Map.of(), "", "");
  }

  private static Destination.OfUser user(Question question) {
    return new Destination.OfUser(question.app(), question.argument(0));
  }

  private static Destination.OfTopic topic(Question question) {
    return new Destination.OfTopic(question.app(), question.argument(0));
  }

  private static DisconnectReason reason(Question question, int from) {
    return DisconnectReason.application(
        Integer.parseInt(question.argument(from)), question.argument(from + 1));
  }

  private static CompletionStage<Answer> now(Answer answer) {
    return CompletableFuture.completedFuture(answer);
  }

  private static CompletionStage<Answer> yes(CompletionStage<Void> done) {
    return done.thenApply(nothing -> Answer.of(true));
  }
}
