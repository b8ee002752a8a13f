package io.wsgateway.core;

import io.wsgateway.config.AppsConfig;
import io.wsgateway.config.UserConnections;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which connections of a user stay, where an app does not let it have as many as it likes. The node
 * that has bound one asks all nodes what connections the user has, and has those closed that are
 * too many, wherever they are. Of two that are bound at the same moment on different nodes, one is
 * asked about after both are there, and by what it then sees, anybody decides the same: by when
 * they were bound, and by id where that is equal. Safe for any thread; nothing waits.
 */
final class Contest {
  /** After this, nodes that have not answered are asked again. */
  private static final Duration PAUSE = Duration.ofSeconds(1);

  private static final int TRIES = 5;

  private static final Comparator<Entrant> BY_AGE =
      Comparator.comparingLong(Entrant::time).thenComparingLong(Entrant::connection);

  private final Supplier<AppsConfig> apps;
  private final Questions questions;
  private final BindingClock clock;
  private final Timers timers;

  Contest(Supplier<AppsConfig> apps, Questions questions, BindingClock clock, Timers timers) {
    this.apps = apps;
    this.questions = questions;
    this.clock = clock;
    this.timers = timers;
  }

  /**
   * A connection of a user, wherever it is.
   *
   * @param time when it was bound, by a {@link BindingClock}
   * @param device on which device or platform it says that it is
   */
  record Entrant(long connection, long time, String device) {}

  /** A connection of the user was bound here, at that time, and all nodes can know of it. */
  void hold(Destination.OfUser user, long time) {
    hold(user, time, TRIES);
  }

  private void hold(Destination.OfUser user, long time, int tries) {
    questions
        .askAll(
            Question.about(Question.Kind.BINDINGS_OF, user.app(), user.user(), Long.toString(time)))
        .whenComplete(
            (all, failure) -> {
              boolean tooMany = all != null && closed(user, all.value());
              boolean settled = all != null && all.missing().isEmpty() && !tooMany;
              if (!settled && tries > 1) {
                // Who did not answer, or was not told, is asked again.
                timers.after(PAUSE, () -> hold(user, time, tries - 1));
              }
            });
  }

  /** Whether there was one too many. */
  private boolean closed(Destination.OfUser user, List<Answer> answers) {
    List<Entrant> all = answers.stream().flatMap(Contest::entrants).toList();
    all.forEach(one -> clock.heard(one.time()));
    List<Entrant> losers = losers(apps.get().get(user.app()).userConnections(), all);
    for (Entrant loser : losers) {
      questions.askOwner(
          Question.about(
              Question.Kind.GIVE_WAY,
              user.app(),
              loser.connection(),
              user.user(),
              Long.toString(loser.time())));
    }
    return !losers.isEmpty();
  }

  /** Those that may not stay. */
  static List<Entrant> losers(UserConnections rule, Collection<Entrant> all) {
    return switch (rule.rule()) {
      case ALL, LATEST -> List.of();
      case NEWEST -> all.stream().sorted(BY_AGE.reversed()).skip(rule.most()).toList();
      case OLDEST -> all.stream().sorted(BY_AGE).skip(rule.most()).toList();
      case DEVICE ->
          all.stream().collect(Collectors.groupingBy(Entrant::device)).values().stream()
              .flatMap(same -> same.stream().sorted(BY_AGE.reversed()).skip(1))
              .toList();
    };
  }

  /** Why a connection of the app gives way to another, or null if none does any more. */
  @Nullable DisconnectReason reason(String app) {
    return switch (apps.get().get(app).userConnections().rule()) {
      case ALL, LATEST -> null;
      case NEWEST, DEVICE -> DisconnectReason.REPLACED;
      case OLDEST -> DisconnectReason.TOO_MANY_CONNECTIONS;
    };
  }

  /** What a node answers, {@link Question.Kind#BINDINGS_OF}. */
  static Answer answer(List<Entrant> entrants) {
    List<String> devices = entrants.stream().map(Entrant::device).toList();
    List<Long> numbers =
        entrants.stream().flatMap(one -> Stream.of(one.connection(), one.time())).toList();
    return new Answer(true, devices, numbers, Map.of(), "", "");
  }

  private static Stream<Entrant> entrants(Answer answer) {
    List<Entrant> entrants = new ArrayList<>();
    for (int i = 0; i < answer.names().size() && 2 * i + 1 < answer.numbers().size(); i++) {
      entrants.add(
          new Entrant(
              answer.numbers().get(2 * i), answer.numbers().get(2 * i + 1), answer.names().get(i)));
    }
    return entrants.stream();
  }
}
