package io.wsgateway.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wsgateway.config.GatewayConfig;
import io.wsgateway.config.MembershipConfig;
import io.wsgateway.core.Destination.OfTopic;
import io.wsgateway.core.Destination.OfUser;
import io.wsgateway.core.Membership;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MemoryMembershipTest extends MembershipContract {
  @Override
  Membership newMembership(Map<String, String> settings) {
    return new MemoryMembership(config(settings), clock);
  }

  private static MembershipConfig config(Map<String, String> settings) {
    return GatewayConfig.defaultsWith(settings).membership();
  }

  private MembershipTable table(MembershipTable.WhenFull whenFull, int maxEntries) {
    Map<String, String> settings = Map.of("gateway.membership.max-entries", "" + maxEntries);
    return new MembershipTable(config(settings), whenFull, clock);
  }

  private static OfUser user(String name) {
    return new OfUser("shop", name);
  }

  @Test
  void join_beyondAllEntries_isRefusedUntilSomeExpire() {
    Membership membership = membership("gateway.membership.max-entries", "2");
    join(membership, "news", "anna");
    join(membership, "news", "bob");

    assertThatThrownBy(() -> join(membership, "news", "carl"))
        .hasMessageContaining("gateway.membership.max-entries");

    clock.advance(Duration.ofDays(2));
    join(membership, "news", "carl");
    assertThat(usersIn(membership, "news")).containsExactly("carl");
  }

  @Test
  void table_removesWhatHasExpiredByAndBy() {
    MembershipTable table = table(MembershipTable.WhenFull.REFUSE, 1_000);
    for (int i = 0; i < 100; i++) {
      table.join(user("user" + i), "news");
    }
    clock.advance(Duration.ofDays(2));
    for (int i = 0; i < 60; i++) {
      table.join(user("late"), "news");
    }
    assertThat(table.size()).isEqualTo(1);
    assertThat(table.usersIn(new OfTopic("shop", "news"))).containsExactly("late");
  }

  @Test
  void table_thatIsACache_forgetsWhoWasActiveLongestAgo() {
    MembershipTable table = table(MembershipTable.WhenFull.FORGET, 3);
    table.join(user("anna"), "news");
    table.join(user("bob"), "news");
    table.join(user("carl"), "news");
    table.touch(user("anna"));

    table.join(user("dora"), "news");

    assertThat(table.size()).isEqualTo(3);
    assertThat(table.usersIn(new OfTopic("shop", "news")))
        .containsExactlyInAnyOrder("anna", "carl", "dora");
  }

  @Test
  void table_replace_keepsNothingElse() {
    MembershipTable table = table(MembershipTable.WhenFull.FORGET, 10);
    table.join(user("anna"), "news");
    table.join(user("anna"), "rain");

    table.replace(user("anna"), Map.of("rain", clock.millis(), "snow", clock.millis()));
    assertThat(table.topicsOf(user("anna"))).containsExactlyInAnyOrder("rain", "snow");

    table.replace(user("anna"), Map.of());
    assertThat(table.size()).isZero();
    assertThat(table.users()).isEmpty();
  }
}
