package io.wsgateway.core;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Puts together what the nodes know of their users, connections and topics. */
final class Census {
  private final Questions questions;
  private final Membership membership;
  private final Topics topics;

  Census(Questions questions, Membership membership, Topics topics) {
    this.questions = questions;
    this.membership = membership;
    this.topics = topics;
  }

  /** Whether any node says yes. */
  CompletionStage<ClusterAnswer<Boolean>> any(Question question) {
    return ask(question).thenApply(all -> all.map(list -> list.stream().anyMatch(Answer::found)));
  }

  /** The numbers of all nodes together. */
  CompletionStage<ClusterAnswer<Long>> sum(Question question) {
    return ask(question)
        .thenApply(all -> all.map(list -> numbersOf(list).mapToLong(Long::longValue).sum()));
  }

  /** How many different numbers there are. */
  CompletionStage<ClusterAnswer<Long>> distinct(Question question) {
    return ask(question).thenApply(all -> all.map(list -> numbersOf(list).distinct().count()));
  }

  /** The numbers of all nodes, sorted. */
  CompletionStage<ClusterAnswer<List<Long>>> allNumbers(Question question) {
    return ask(question).thenApply(all -> all.map(list -> numbersOf(list).sorted().toList()));
  }

  /** A page of ids. */
  CompletionStage<ClusterAnswer<Slice<Long>>> numbers(
      Question.Kind kind, String app, Page page, String... arguments) {
    String after = page.after();
    if (after != null && !after.matches("\\d{1,16}")) {
      throw badCursor(after);
    }
    return ask(onePageMore(kind, app, page, arguments))
        .thenApply(
            all -> all.map(list -> slice(numbersOf(list).collect(Collectors.toSet()), page)));
  }

  /** A page of names. */
  CompletionStage<ClusterAnswer<Slice<String>>> names(
      Question.Kind kind, String app, Page page, String... arguments) {
    return ask(onePageMore(kind, app, page, arguments))
        .thenApply(all -> all.map(list -> slice(namesOf(list), page)));
  }

  /** A page of topics. */
  CompletionStage<ClusterAnswer<Slice<TopicCount>>> topics(String app, Page page) {
    return ask(onePageMore(Question.Kind.TOPICS, app, page))
        .thenApply(
            all ->
                all.map(
                    list -> {
                      Map<String, Long> counts = new TreeMap<>();
                      for (Answer answer : list) {
                        for (int i = 0; i < answer.names().size(); i++) {
                          counts.merge(answer.names().get(i), answer.numbers().get(i), Long::sum);
                        }
                      }
                      Slice<String> names = slice(counts.keySet(), page);
                      return new Slice<>(
                          names.items().stream()
                              .map(topic -> new TopicCount(topic, counts.getOrDefault(topic, 0L)))
                              .toList(),
                          names.next());
                    }));
  }

  /** A page of the users in a topic. */
  CompletionStage<ClusterAnswer<Slice<String>>> usersIn(Destination.OfTopic topic, Page page) {
    String after = page.after() == null ? "" : page.after();
    return ask(onePageMore(Question.Kind.USERS_IN, topic.app(), page, topic.topic()))
        .thenCombine(
            sharedMembers(topic),
            (all, members) ->
                all.map(
                    list -> {
                      Set<String> users = namesOf(list);
                      members.stream()
                          .filter(user -> user.compareTo(after) > 0)
                          .forEach(users::add);
                      return slice(users, page);
                    }));
  }

  /** The users that have joined a topic, connected or not. */
  CompletionStage<? extends Collection<String>> members(Destination.OfTopic topic) {
    return membership.isShared()
        ? membership.usersIn(topic)
        : ask(Question.about(Question.Kind.MEMBERS, topic.app(), topic.topic()))
            .thenApply(all -> namesOf(all.value()));
  }

  /** How many users are in a topic. */
  CompletionStage<ClusterAnswer<Long>> countUsersIn(Destination.OfTopic topic) {
    return ask(Question.about(Question.Kind.HASHES_OF_USERS_IN, topic.app(), topic.topic()))
        .thenCombine(
            sharedMembers(topic),
            (all, members) ->
                all.map(
                    list ->
                        Stream.concat(numbersOf(list), members.stream().map(NameHash::of))
                            .distinct()
                            .count()));
  }

  /**
   * Has connections and users leave a topic. The users of a store that all nodes share come last: a
   * node that hears of them takes their connections out, and could no longer count those.
   */
  CompletionStage<ClusterAnswer<Long>> disband(Destination.OfTopic topic) {
    return sum(Question.about(Question.Kind.DISBAND, topic.app(), topic.topic()))
        .thenCompose(
            count ->
                membership.isShared()
                    ? topics.dismissUsers(topic).thenApply(left -> count)
                    : CompletableFuture.completedFuture(count));
  }

  private CompletionStage<ClusterAnswer<List<Answer>>> ask(Question question) {
    return questions.askAll(question);
  }

  private CompletionStage<? extends Collection<String>> sharedMembers(Destination.OfTopic topic) {
    return membership.isShared()
        ? membership.usersIn(topic)
        : CompletableFuture.completedFuture(Set.<String>of());
  }

  /** For one entry more than the page has, which tells whether there is a next one. */
  private static Question onePageMore(
      Question.Kind kind, String app, Page page, String... arguments) {
    Question one = Question.page(kind, app, page, arguments);
    return new Question(kind, app, 0, one.arguments(), one.info(), page.limit() + 1);
  }

  private static Stream<Long> numbersOf(List<Answer> answers) {
    return answers.stream().flatMap(answer -> answer.numbers().stream());
  }

  private static Set<String> namesOf(List<Answer> answers) {
    return answers.stream()
        .flatMap(answer -> answer.names().stream())
        .collect(Collectors.toCollection(HashSet::new));
  }

  private static <T extends Comparable<T>> Slice<T> slice(Collection<T> found, Page page) {
    List<T> sorted = new TreeSet<>(found).stream().limit(page.limit() + 1L).toList();
    if (sorted.size() <= page.limit()) {
      return new Slice<>(sorted, null);
    }
    List<T> items = sorted.subList(0, page.limit());
    return new Slice<>(items, items.get(items.size() - 1).toString());
  }

  private static GatewayException badCursor(String cursor) {
    return new GatewayException(
        ErrorCode.BAD_REQUEST,
        "'" + cursor + "' is no cursor; give what the page before said, or nothing");
  }
}
