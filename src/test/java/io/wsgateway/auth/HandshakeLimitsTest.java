package io.wsgateway.auth;

import static org.assertj.core.api.Assertions.assertThat;

import io.wsgateway.config.GatewayConfig;
import io.wsgateway.config.LimitsConfig;
import io.wsgateway.core.Connection;
import io.wsgateway.core.ErrorCode;
import io.wsgateway.core.GatewayException;
import io.wsgateway.core.Identity;
import io.wsgateway.core.Refusal;
import io.wsgateway.core.TestConnections;
import io.wsgateway.core.Visitor;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;

class HandshakeLimitsTest {
  private final AtomicLong now = new AtomicLong();

  @Test
  void addressThatTriesTooOften_isRefused_andOthersAreNot() {
    HandshakeLimits limits = limits(Map.of("gateway.limit.handshakes-per-address", "2"), 10);
    limits.require("10.0.0.1");
    limits.require("10.0.0.1");

    GatewayException refusal = refusal(limits, "10.0.0.1");

    assertThat(refusal.code()).isEqualTo(ErrorCode.LIMIT);
    assertThat(refusal.refusal()).isEqualTo(Refusal.RATE);
    assertThat(refusal.retryAfter()).isBetween(Duration.ofNanos(1), Duration.ofMillis(500));
    limits.require("10.0.0.2");
    now.addAndGet(Duration.ofSeconds(1).toNanos());
    limits.require("10.0.0.1");
  }

  @Test
  void whatAnAddressIsRefused_isNotTakenFromTheNode() {
    HandshakeLimits limits =
        limits(
            Map.of("gateway.limit.handshakes", "3", "gateway.limit.handshakes-per-address", "1"),
            10);
    limits.require("10.0.0.1");
    for (int i = 0; i < 100; i++) {
      assertThat(refusal(limits, "10.0.0.1").code()).isEqualTo(ErrorCode.LIMIT);
    }
    limits.require("10.0.0.2");
    limits.require("10.0.0.3");

    assertThat(refusal(limits, "10.0.0.4").code()).isEqualTo(ErrorCode.OVERLOADED);
  }

  @Test
  void fullNodeAndFullAddress_areToldBeforeTheHandshake() {
    LimitsConfig config =
        config(
            Map.of(
                "gateway.limit.connections", "2",
                "gateway.limit.connections-per-address", "1"));
    Limits open = new Limits(config, now::get);
    HandshakeLimits limits = new HandshakeLimits(config, open, 10, now::get);
    open.admit(from("10.0.0.1"));

    assertThat(refusal(limits, "10.0.0.1").code()).isEqualTo(ErrorCode.LIMIT);
    limits.require("10.0.0.2");
    open.admit(from("10.0.0.2"));
    GatewayException refusal = refusal(limits, "10.0.0.3");
    assertThat(refusal.code()).isEqualTo(ErrorCode.OVERLOADED);
    assertThat(refusal.refusal()).isEqualTo(Refusal.CONNECTIONS);
  }

  @Test
  void addressesAreForgotten_whenTheyAreQuiet() {
    HandshakeLimits limits = limits(Map.of("gateway.limit.handshakes-per-address", "1"), 1_000);
    for (int i = 0; i < 100; i++) {
      limits.require("10.0.0." + i);
      limits.require("2001:db8:0:1::" + Integer.toHexString(i + 1));
      now.addAndGet(Duration.ofSeconds(1).toNanos());
    }
    assertThat(limits.remembered()).isEqualTo(101);

    limits.forget();

    assertThat(limits.remembered()).isZero();
  }

  @Test
  void moreAddressesThanAreRemembered_shareOneRate() {
    HandshakeLimits limits = limits(Map.of("gateway.limit.handshakes-per-address", "2"), 3);
    limits.require("10.0.0.1");
    limits.require("10.0.0.2");
    limits.require("10.0.0.3");
    limits.require("10.0.0.4");
    limits.require("10.0.0.5");

    assertThat(limits.remembered()).isEqualTo(3);
    assertThat(refusal(limits, "10.0.0.6").code()).isEqualTo(ErrorCode.LIMIT);
    limits.require("10.0.0.1");
  }

  @Test
  void ratesThatChange_holdAtOnce_andWhatWasDoneStillCounts() {
    Map<String, String> one =
        Map.of("gateway.limit.handshakes-per-address", "1", "gateway.limit.burst", "1s");
    HandshakeLimits limits = limits(Map.of("gateway.limit.handshakes-per-address", "0"), 10);
    for (int i = 0; i < 10; i++) {
      limits.require("10.0.0.1");
    }

    limits.change(config(one));
    limits.require("10.0.0.1");
    limits.change(config(one));

    assertThat(refusal(limits, "10.0.0.1").code()).isEqualTo(ErrorCode.LIMIT);
    limits.change(config(Map.of("gateway.limit.handshakes-per-address", "0")));
    limits.require("10.0.0.1");
  }

  private HandshakeLimits limits(Map<String, String> settings, int mostAddresses) {
    LimitsConfig config = config(settings);
    return new HandshakeLimits(config, new Limits(config, now::get), mostAddresses, now::get);
  }

  private static LimitsConfig config(Map<String, String> settings) {
    Map<String, String> all = new HashMap<>(settings);
    all.put("gateway.limit.burst", "1s");
    return GatewayConfig.defaultsWith(all).limits();
  }

  private static Connection from(String address) {
    Visitor visitor = new Visitor(address, null, null, null, Set.of());
    return TestConnections.of(null, null, Identity.CLAIMED, visitor);
  }

  private static GatewayException refusal(HandshakeLimits limits, String address) {
    return Assertions.catchThrowableOfType(GatewayException.class, () -> limits.require(address));
  }
}
