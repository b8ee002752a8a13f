package io.wsgateway.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.wsgateway.config.GatewayConfig;
import io.wsgateway.config.Scope;
import io.wsgateway.core.Audit;
import io.wsgateway.core.Counters;
import io.wsgateway.core.ErrorCode;
import io.wsgateway.core.GatewayException;
import io.wsgateway.core.Refusal;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** Callers of a gateway with some settings, at a time that a test moves. */
final class CallerScene {
  static final String SECRET = "0123456789abcdef";

  final Counters counters = new Counters();
  final TestNonces nonces = new TestNonces();
  final Callers callers;
  private Instant now = Instant.parse("2030-01-01T00:00:00Z");

  private CallerScene(Map<String, String> settings) {
    callers =
        new Callers(
            GatewayConfig.defaultsWith(settings).access(),
            nonces,
            new Audit(counters),
            () -> now,
            () -> TimeUnit.MILLISECONDS.toNanos(now.toEpochMilli()));
  }

  /** The configuration is reloaded, and now says this. */
  void reload(String... namesAndValues) {
    callers.change(GatewayConfig.defaultsWith(map(namesAndValues)).access());
  }

  static CallerScene with(String... namesAndValues) {
    return new CallerScene(map(namesAndValues));
  }

  private static Map<String, String> map(String... namesAndValues) {
    Map<String, String> settings = new HashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      settings.put(namesAndValues[i], namesAndValues[i + 1]);
    }
    return settings;
  }

  /** The key {@code a}, with further settings of it. */
  static CallerScene withKey(String... namesAndValues) {
    String[] all = Arrays.copyOf(namesAndValues, namesAndValues.length + 4);
    for (int i = 0; i < namesAndValues.length; i += 2) {
      all[i] = "gateway.key.a." + namesAndValues[i];
    }
    all[all.length - 4] = "gateway.keys";
    all[all.length - 3] = "a";
    all[all.length - 2] = "gateway.key.a.secret";
    all[all.length - 1] = SECRET;
    return with(all);
  }

  void pass(Duration time) {
    now = now.plus(time);
  }

  TestSigner signer() {
    return new TestSigner("a", SECRET, () -> now);
  }

  Caller admit(TestCall call) {
    return admit(call, Scope.READ);
  }

  Caller admit(TestCall call, Scope scope) {
    return callers.admit(call.call(), scope);
  }

  GatewayException refuse(TestCall call, ErrorCode code, Refusal why) {
    return refuse(() -> admit(call), code, why);
  }

  /** It is refused, and that is counted once. */
  GatewayException refuse(ThrowingCallable call, ErrorCode code, Refusal why) {
    long before = counters.refusals(why);
    GatewayException refusal = catchThrowableOfType(GatewayException.class, call);
    assertThat(refusal).as("a refusal").isNotNull();
    assertThat(refusal.code()).as(refusal.getMessage()).isEqualTo(code);
    assertThat(refusal.refusal()).isEqualTo(why);
    assertThat(counters.refusals(why)).isEqualTo(before + 1);
    return refusal;
  }
}
