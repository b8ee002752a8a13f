package io.wsgateway.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;

import io.wsgateway.config.GatewayConfig;
import io.wsgateway.config.LimitsConfig;
import io.wsgateway.core.Connection;
import io.wsgateway.core.Destination;
import io.wsgateway.core.DisconnectReason;
import io.wsgateway.core.ErrorCode;
import io.wsgateway.core.GatewayException;
import io.wsgateway.core.Identity;
import io.wsgateway.core.Refusal;
import io.wsgateway.core.TestConnections;
import io.wsgateway.core.Visitor;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LimitsTest {
  private static final Destination.OfUser ANN = new Destination.OfUser("chat", "ann");
  private static final Destination.OfUser BOB = new Destination.OfUser("chat", "bob");
  private static final Destination.OfUser STRANGER = new Destination.OfUser("shop", "ann");

  private final AtomicLong now = new AtomicLong();

  @Test
  void node_hasNoMoreConnectionsThanItMay() {
    Limits limits = limits(Map.of("gateway.limit.connections", "2"));
    Connection first = admitted(limits, "10.0.0.1", null);
    admitted(limits, "10.0.0.2", null);

    GatewayException refusal = refusal(() -> admitted(limits, "10.0.0.3", null));

    assertThat(refusal.code()).isEqualTo(ErrorCode.OVERLOADED);
    assertThat(refusal.refusal()).isEqualTo(Refusal.CONNECTIONS);
    assertThat(refusal.close()).isEqualTo(DisconnectReason.TOO_MANY_CONNECTIONS);
    assertThat(refusal.retryAfter()).isPositive();
    limits.gone(first);
    admitted(limits, "10.0.0.3", null);
  }

  @ParameterizedTest
  @CsvSource({
    "10.0.0.1, 10.0.0.2",
    "2001:db8:0:1::1, 2001:db8:0:2::1",
    "::ffff:10.0.0.1, ::ffff:10.0.0.2",
    "not an address, nor this"
  })
  void address_hasNoMoreConnectionsThanItMay_andOthersAreFree(String address, String other) {
    Limits limits = limits(Map.of("gateway.limit.connections-per-address", "2"));
    admitted(limits, address, null);
    admitted(limits, address, null);

    assertThat(refusal(() -> admitted(limits, address, null)).code()).isEqualTo(ErrorCode.LIMIT);
    assertThat(refusal(() -> limits.requireRoom(address)).code()).isEqualTo(ErrorCode.LIMIT);
    admitted(limits, other, null);
    assertThatNoException().isThrownBy(() -> limits.requireRoom(other));
  }

  @Test
  void addressesOfOneNetworkOfIpv6_areOne() {
    Limits limits = limits(Map.of("gateway.limit.connections-per-address", "1"));
    admitted(limits, "2001:db8::1", null);

    assertThat(refusal(() -> admitted(limits, "2001:db8::ffff:1", null)).refusal())
        .isEqualTo(Refusal.CONNECTIONS);
  }

  @Test
  void app_isFull_forThoseThatBelongToIt_andThoseThatBindIntoIt() {
    Limits limits = limits(Map.of("gateway.limit.connections-per-app", "2"));
    admitted(limits, "", "chat");
    Connection member = admitted(limits, "", null);
    limits.bind(member, ANN, Identity.CLAIMED);
    Connection late = admitted(limits, "", null);

    assertThat(refusal(() -> admitted(limits, "", "chat")).refusal())
        .isEqualTo(Refusal.CONNECTIONS);
    assertThat(refusal(() -> limits.bind(late, BOB, Identity.CLAIMED)).close())
        .isEqualTo(DisconnectReason.TOO_MANY_CONNECTIONS);
    // One that is in it already may take another name.
    limits.bind(member, BOB, Identity.CLAIMED);
    limits.unbind(member, ANN);
    assertThat(limits.countOf("chat")).isEqualTo(2);

    limits.bind(member, STRANGER, Identity.CLAIMED);
    limits.unbind(member, BOB);
    assertThat(limits.countOf("chat")).isEqualTo(1);
    limits.bind(late, BOB, Identity.CLAIMED);
  }

  @Test
  void user_hasNoMoreConnectionsThanItMay_inItsApp() {
    Limits limits = limits(Map.of("gateway.limit.connections-per-user", "1"));
    Connection one = admitted(limits, "", null);
    Connection two = admitted(limits, "", null);
    limits.bind(one, ANN, Identity.CLAIMED);

    limits.bind(one, ANN, Identity.CLAIMED);
    assertThat(limits.countOf(ANN)).isEqualTo(1);
    assertThat(refusal(() -> limits.bind(two, ANN, Identity.CLAIMED)).code())
        .isEqualTo(ErrorCode.LIMIT);
    limits.bind(two, STRANGER, Identity.CLAIMED);

    limits.unbind(one, ANN);
    limits.bind(two, ANN, Identity.CLAIMED);
    assertThat(limits.countOf(ANN)).isEqualTo(1);
  }

  @Test
  void refusedConnections_countForNothing() {
    Limits limits =
        limits(
            Map.of(
                "gateway.limit.connections", "10",
                "gateway.limit.connections-per-address", "10",
                "gateway.limit.connections-per-app", "1",
                "gateway.limit.connections-per-user", "1"));
    Connection one = admitted(limits, "10.0.0.1", "chat");
    refusal(() -> admitted(limits, "10.0.0.1", "chat"));
    Connection unbound = admitted(limits, "10.0.0.1", null);
    refusal(() -> limits.bind(unbound, ANN, Identity.CLAIMED));

    limits.gone(one);
    limits.gone(one);
    limits.gone(unbound);

    assertThat(limits.remembered()).isZero();
  }

  @Test
  void whatHappensAfterItIsGone_countsForNothing() {
    Limits limits = limits(Map.of("gateway.limit.connections-per-user", "1"));
    Connection one = admitted(limits, "", null);
    limits.gone(one);

    limits.bind(one, ANN, Identity.CLAIMED);
    limits.heard(one, 1);
    limits.unbind(one, ANN);

    assertThat(limits.remembered()).isZero();
  }

  @ParameterizedTest
  @CsvSource({"messages, 3, 1, 3", "bytes, 300, 100, 3", "bytes, 300, 1000, 1"})
  void whoSendsTooFast_isClosed_andMayAgainLater(String what, int rate, int size, int passing) {
    Limits limits = limits(Map.of("gateway.limit." + what, "" + rate, "gateway.limit.burst", "1s"));
    Connection fast = admitted(limits, "", null);
    Connection slow = admitted(limits, "", null);
    for (int i = 0; i < passing; i++) {
      limits.heard(fast, size);
    }

    GatewayException refusal = refusal(() -> limits.heard(fast, size));

    assertThat(refusal.refusal()).isEqualTo(Refusal.RATE);
    assertThat(refusal.close()).isEqualTo(DisconnectReason.TOO_FAST);
    limits.heard(slow, size);
    now.addAndGet(Duration.ofSeconds(10).toNanos());
    limits.heard(fast, size);
  }

  @ParameterizedTest
  @CsvSource({"user", "app", "address"})
  void thoseThatShareARate_useItUpTogether(String who) {
    Limits limits =
        limits(Map.of("gateway.limit.messages-per-" + who, "2", "gateway.limit.burst", "1s"));
    Connection one = admitted(limits, "10.0.0.1", null);
    Connection two = admitted(limits, "10.0.0.1", null);
    Connection other = admitted(limits, "10.0.0.2", null);
    limits.bind(one, ANN, Identity.CLAIMED);
    limits.bind(two, ANN, Identity.CLAIMED);
    limits.bind(other, STRANGER, Identity.CLAIMED);

    limits.heard(one, 1);
    limits.heard(two, 1);

    assertThat(refusal(() -> limits.heard(one, 1)).refusal()).isEqualTo(Refusal.RATE);
    assertThat(refusal(() -> limits.heard(two, 1)).refusal()).isEqualTo(Refusal.RATE);
    limits.heard(other, 1);
    limits.gone(one);
    limits.gone(two);
    limits.gone(other);
    assertThat(limits.remembered()).isZero();
  }

  @Test
  void defaults_letALoadTestThrough() {
    Limits limits = limits(Map.of());
    for (int i = 0; i < 20_000; i++) {
      Connection one = admitted(limits, "127.0.0.1", null);
      limits.bind(one, new Destination.OfUser("chat", "u" + i), Identity.CLAIMED);
    }
    Connection large = admitted(limits, "127.0.0.1", null);
    limits.heard(large, 10 << 20);
    limits.heard(large, 1);
  }

  @Test
  void limitsThatChange_countWhoIsThereAlready() {
    Limits limits = limits(Map.of());
    Connection first = admitted(limits, "10.0.0.1", "chat");
    admitted(limits, "10.0.0.1", "chat");
    limits.bind(first, ANN, Identity.CLAIMED);

    limits.change(config(Map.of("gateway.limit.connections-per-address", "2")));
    assertThat(refusal(() -> admitted(limits, "10.0.0.1", null)).getMessage())
        .contains("connections-per-address allows, 2");
    admitted(limits, "10.0.0.2", null);

    limits.change(config(Map.of("gateway.limit.connections-per-user", "1")));
    Connection second = admitted(limits, "10.0.0.1", "chat");
    assertThat(refusal(() -> limits.bind(second, ANN, Identity.CLAIMED)).code())
        .isEqualTo(ErrorCode.LIMIT);

    limits.change(config(Map.of("gateway.limit.connections", "4")));
    assertThat(refusal(() -> admitted(limits, "10.0.0.9", null)).code())
        .isEqualTo(ErrorCode.OVERLOADED);
    limits.change(config(Map.of()));
    limits.gone(first);
    limits.gone(second);
    assertThat(limits.countOf(ANN)).isZero();
    assertThat(limits.countOf("chat")).isEqualTo(1);
  }

  @Test
  void ratesThatChange_holdForWhoIsThereAlready_andWhatWasSentStillCounts() {
    Limits limits = limits(Map.of("gateway.limit.messages", "0", "gateway.limit.bytes", "0"));
    Connection one = admitted(limits, "10.0.0.1", "chat");
    Connection other = admitted(limits, "10.0.0.2", "chat");
    for (int i = 0; i < 10_000; i++) {
      limits.heard(one, 1 << 20);
    }

    Map<String, String> slow =
        Map.of("gateway.limit.messages-per-app", "2", "gateway.limit.burst", "1s");
    limits.change(config(slow));

    limits.heard(one, 1);
    limits.heard(other, 1);
    assertThat(refusal(() -> limits.heard(one, 1)).close()).isEqualTo(DisconnectReason.TOO_FAST);
    limits.change(config(slow));
    assertThat(refusal(() -> limits.heard(other, 1)).refusal()).isEqualTo(Refusal.RATE);
    limits.change(config(Map.of()));
    limits.heard(other, 1);
  }

  private static LimitsConfig config(Map<String, String> settings) {
    return GatewayConfig.defaultsWith(settings).limits();
  }

  private Limits limits(Map<String, String> settings) {
    return new Limits(GatewayConfig.defaultsWith(settings).limits(), now::get);
  }

  private static Connection admitted(Limits limits, String address, String app) {
    Visitor visitor = new Visitor(address, null, null, null, Set.of());
    Connection connection = TestConnections.of(app, null, Identity.CLAIMED, visitor);
    limits.admit(connection);
    return connection;
  }

  private static GatewayException refusal(Runnable action) {
    return Assertions.catchThrowableOfType(GatewayException.class, action::run);
  }
}
