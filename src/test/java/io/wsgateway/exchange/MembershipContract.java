package io.wsgateway.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.wsgateway.client.Eventually;
import io.wsgateway.core.Destination.OfTopic;
import io.wsgateway.core.Destination.OfUser;
import io.wsgateway.core.ErrorCode;
import io.wsgateway.core.GatewayException;
import io.wsgateway.core.Membership;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every store of memberships keeps to. */
abstract class MembershipContract {
  final TestClock clock = new TestClock();
  private final List<Membership> started = new ArrayList<>();

  abstract Membership newMembership(Map<String, String> settings);

  /** Waits until it is ready, where that takes time. */
  void awaitReady(Membership membership) {}

  Membership membership(String... settings) {
    Map<String, String> map = settings.length == 0 ? Map.of() : Map.of(settings[0], settings[1]);
    Membership membership = newMembership(map);
    membership.start(() -> {});
    started.add(membership);
    awaitReady(membership);
    return membership;
  }

  @AfterEach
  void stopAll() {
    started.forEach(Membership::stop);
  }

  static OfTopic topic(String name) {
    return new OfTopic("shop", name);
  }

  static Set<String> topicsOf(Membership membership, String user) {
    return Eventually.get(membership.topicsOf(new OfUser("shop", user)));
  }

  static Collection<String> usersIn(Membership membership, String topic) {
    return Eventually.get(membership.usersIn(topic(topic)));
  }

  static void join(Membership membership, String topic, String user) {
    Eventually.get(membership.join(topic(topic), user));
  }

  static void leave(Membership membership, String topic, String user) {
    Eventually.get(membership.leave(topic(topic), user));
  }

  private static void assertLimit(CompletionStage<Void> stage) {
    Throwable failure = catchThrowable(() -> Eventually.get(stage));
    assertThat(failure.getCause())
        .isInstanceOfSatisfying(
            GatewayException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.LIMIT))
        .hasMessageContaining("gateway.membership.max-");
  }

  @Test
  void unknownUserAndTopic_areEmpty() {
    Membership membership = membership();
    assertThat(topicsOf(membership, "anna")).isEmpty();
    assertThat(usersIn(membership, "news")).isEmpty();
    leave(membership, "news", "anna");
    membership.touch(new OfUser("shop", "anna"));
    assertThat(topicsOf(membership, "anna")).isEmpty();
  }

  @Test
  void join_isFoundByUserAndByTopic() {
    Membership membership = membership();
    join(membership, "news", "anna");
    join(membership, "news", "anna");
    join(membership, "news", "bob");
    join(membership, "rain", "anna");

    assertThat(topicsOf(membership, "anna")).containsExactlyInAnyOrder("news", "rain");
    assertThat(topicsOf(membership, "bob")).containsExactly("news");
    assertThat(usersIn(membership, "news")).containsExactlyInAnyOrder("anna", "bob");
    assertThat(usersIn(membership, "rain")).containsExactly("anna");
  }

  @Test
  void leave_isFoundNoMore() {
    Membership membership = membership();
    join(membership, "news", "anna");
    join(membership, "rain", "anna");
    leave(membership, "news", "anna");

    assertThat(topicsOf(membership, "anna")).containsExactly("rain");
    assertThat(usersIn(membership, "news")).isEmpty();
  }

  @Test
  void apps_neverSeeEachOther() {
    Membership membership = membership();
    Eventually.get(membership.join(new OfTopic("a", "b:c"), "anna"));
    Eventually.get(membership.join(new OfTopic("a:b", "c"), "bob"));

    assertThat(Eventually.get(membership.usersIn(new OfTopic("a", "b:c")))).containsExactly("anna");
    assertThat(Eventually.get(membership.usersIn(new OfTopic("a:b", "c")))).containsExactly("bob");
    assertThat(Eventually.get(membership.topicsOf(new OfUser("a:b", "anna")))).isEmpty();
    assertThat(Eventually.get(membership.topicsOf(new OfUser("a", "anna")))).containsExactly("b:c");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a:b", " ", "line\nbreak\r\n", "*", "(5", "\0", "%25", "日本語", "🐢"})
  void names_mayHaveAnyCharacters(String name) {
    Membership membership = membership();
    Eventually.get(membership.join(new OfTopic(name, name), name));
    membership.touch(new OfUser(name, name));
    assertThat(Eventually.get(membership.topicsOf(new OfUser(name, name)))).containsExactly(name);
    assertThat(Eventually.get(membership.usersIn(new OfTopic(name, name)))).containsExactly(name);
    Eventually.get(membership.leave(new OfTopic(name, name), name));
    assertThat(Eventually.get(membership.topicsOf(new OfUser(name, name)))).isEmpty();
  }

  @Test
  void retention_endsEachMembershipInItsTime() {
    Membership membership = membership("gateway.membership.retention", "1h");
    join(membership, "news", "anna");
    clock.advance(Duration.ofMinutes(40));
    join(membership, "rain", "anna");
    join(membership, "news", "bob");

    clock.advance(Duration.ofMinutes(21));
    assertThat(topicsOf(membership, "anna")).containsExactly("rain");
    assertThat(usersIn(membership, "news")).containsExactly("bob");

    clock.advance(Duration.ofMinutes(40));
    assertThat(topicsOf(membership, "anna")).isEmpty();
    assertThat(usersIn(membership, "news")).isEmpty();
    assertThat(usersIn(membership, "rain")).isEmpty();
  }

  @Test
  void touch_startsRetentionAnew() {
    Membership membership = membership("gateway.membership.retention", "1h");
    join(membership, "news", "anna");
    join(membership, "rain", "anna");
    join(membership, "news", "bob");
    clock.advance(Duration.ofMinutes(40));
    membership.touch(new OfUser("shop", "anna"));
    clock.advance(Duration.ofMinutes(40));

    assertThat(topicsOf(membership, "anna")).containsExactlyInAnyOrder("news", "rain");
    assertThat(usersIn(membership, "news")).containsExactly("anna");
    assertThat(topicsOf(membership, "bob")).isEmpty();
  }

  @Test
  void touch_doesNotReviveWhatHasExpired() {
    Membership membership = membership("gateway.membership.retention", "1h");
    join(membership, "news", "anna");
    clock.advance(Duration.ofMinutes(40));
    join(membership, "rain", "anna");
    clock.advance(Duration.ofMinutes(40));
    membership.touch(new OfUser("shop", "anna"));
    assertThat(topicsOf(membership, "anna")).containsExactly("rain");
    assertThat(usersIn(membership, "news")).isEmpty();
  }

  @Test
  void join_beyondTheUsersLimit_isRefused() {
    Membership membership = membership("gateway.membership.max-topics-per-user", "2");
    join(membership, "a", "anna");
    join(membership, "b", "anna");

    assertLimit(membership.join(topic("c"), "anna"));
    join(membership, "a", "anna");
    join(membership, "c", "bob");
    assertThat(topicsOf(membership, "anna")).containsExactlyInAnyOrder("a", "b");
    assertThat(usersIn(membership, "c")).containsExactly("bob");

    leave(membership, "a", "anna");
    join(membership, "c", "anna");
    clock.advance(Duration.ofDays(2));
    join(membership, "d", "anna");
    assertThat(topicsOf(membership, "anna")).containsExactly("d");
  }

  @Test
  void callsForOneUser_takeEffectInTheirOrder() {
    Membership membership = membership();
    List<CompletableFuture<Set<String>>> answers = new ArrayList<>();
    for (int i = 0; i < 500; i++) {
      String name = "topic " + i;
      assertThat(membership.join(topic(name), "anna")).isNotNull();
      answers.add(membership.topicsOf(new OfUser("shop", "anna")).toCompletableFuture());
      assertThat(membership.leave(topic(name), "anna")).isNotNull();
    }
    for (int i = 0; i < 500; i++) {
      assertThat(Eventually.get(answers.get(i))).contains("topic " + i);
    }
    assertThat(topicsOf(membership, "anna")).isEmpty();
  }

  @Test
  void manyThreads_changeManyUsers() {
    Membership membership = membership();
    IntStream.range(0, 2_000)
        .parallel()
        .mapToObj(i -> membership.join(topic("t" + i % 10), "user" + i))
        .toList()
        .forEach(Eventually::get);
    assertThat(usersIn(membership, "t3")).hasSize(200);
    assertThat(topicsOf(membership, "user1234")).containsExactly("t4");
  }
}
