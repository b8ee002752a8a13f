package io.wsgateway.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import io.wsgateway.core.Destination.OfUser;
import io.wsgateway.core.Membership;
import io.wsgateway.server.RedisProcess;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.Jedis;

class RedisMembershipIT extends MembershipContract {
  private static RedisProcess redis;

  private RedisSetup setup;

  @BeforeAll
  static void startRedis() {
    redis = RedisProcess.start();
  }

  @AfterAll
  static void stopRedis() {
    redis.close();
  }

  @BeforeEach
  void forgetAll() {
    setup = new RedisSetup(redis.uri());
    try (Jedis jedis = setup.jedis()) {
      jedis.flushAll();
    }
  }

  @Override
  Membership newMembership(Map<String, String> settings) {
    settings.forEach(setup::with);
    return setup.membership(clock);
  }

  @Override
  void awaitReady(Membership membership) {
    setup.awaitDirect(membership);
  }

  @Test
  void nodes_shareMemberships() {
    Membership a = membership();
    Membership b = membership();
    join(a, "news", "anna");
    join(b, "rain", "anna");
    assertThat(topicsOf(a, "anna")).containsExactlyInAnyOrder("news", "rain");
    assertThat(usersIn(b, "news")).containsExactly("anna");
    leave(b, "news", "anna");
    assertThat(topicsOf(a, "anna")).containsExactly("rain");
  }

  @Test
  void join_onTwoNodesAtOnce_keepsTheUsersLimit() {
    Membership a = membership("gateway.membership.max-topics-per-user", "10");
    Membership b = membership("gateway.membership.max-topics-per-user", "10");
    for (int i = 0; i < 20; i++) {
      a.join(topic("a" + i), "anna").toCompletableFuture().exceptionally(e -> null);
      b.join(topic("b" + i), "anna").toCompletableFuture().exceptionally(e -> null);
    }
    leave(a, "x", "anna");
    leave(b, "x", "anna");
    assertThat(topicsOf(a, "anna")).hasSize(10).isEqualTo(topicsOf(b, "anna"));
  }

  @Test
  void keys_expireWithTheirLastMember() {
    Membership membership = membership("gateway.membership.retention", "1h");
    join(membership, "news", "anna");
    clock.advance(Duration.ofMinutes(30));
    join(membership, "news", "bob");
    join(membership, "rain", "anna");
    clock.advance(Duration.ofMinutes(10));
    membership.touch(new OfUser("shop", "anna"));
    topicsOf(membership, "anna");

    try (Jedis jedis = setup.jedis()) {
      long hour = Duration.ofHours(1).toMillis();
      for (String key :
          new String[] {
            "wsgateway:topics-of:shop:anna",
            "wsgateway:topics-of:shop:bob",
            "wsgateway:users-in:shop:news",
            "wsgateway:users-in:shop:rain"
          }) {
        assertThat(jedis.pttl(key)).as(key).isBetween(hour - 60_000, hour);
      }
      assertThat(jedis.keys("*")).hasSize(5);
    }
  }

  @Test
  void join_trimsWhatHasExpired() {
    Membership membership = membership("gateway.membership.retention", "1h");
    join(membership, "news", "anna");
    clock.advance(Duration.ofMinutes(61));
    join(membership, "news", "bob");
    try (Jedis jedis = setup.jedis()) {
      assertThat(jedis.zrange("wsgateway:users-in:shop:news", 0, -1)).containsExactly("bob");
    }
  }

  @Test
  void scriptsForgottenByRedis_areGivenAgain() {
    Membership membership = membership();
    join(membership, "news", "anna");
    try (Jedis jedis = setup.jedis()) {
      jedis.scriptFlush();
    }
    join(membership, "rain", "anna");
    assertThat(topicsOf(membership, "anna")).containsExactlyInAnyOrder("news", "rain");
  }
}
