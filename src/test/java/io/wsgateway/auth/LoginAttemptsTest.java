package io.wsgateway.auth;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LoginAttemptsTest {
  private long now = 7;
  private final LoginAttempts attempts = new LoginAttempts(() -> now);
  private final RecentLogins recent = new RecentLogins(() -> now);

  private void use(String address, int times) {
    for (int i = 0; i < times; i++) {
      assertThat(attempts.begin(address).isAllowed()).isTrue();
    }
  }

  @Test
  void address_mayFailSoOften_andThenSlowly() {
    use("192.0.2.1", LoginAttempts.AT_ONCE);

    LoginAttempts.Attempt refused = attempts.begin("192.0.2.1");
    assertThat(refused.isAllowed()).isFalse();
    use("192.0.2.2", 1);
    now += refused.pause().toNanos() - 1;
    assertThat(attempts.begin("192.0.2.1").isAllowed()).isFalse();
    now++;
    use("192.0.2.1", 1);
    assertThat(attempts.begin("192.0.2.1").pause()).isEqualTo(LoginAttempts.EACH);
  }

  @Test
  void halfOfAnIpv6Address_isOneAddress() {
    for (int i = 0; i < LoginAttempts.AT_ONCE; i++) {
      use("2001:db8::" + (i + 1), 1);
    }

    assertThat(attempts.begin("2001:db8::ffff").isAllowed()).isFalse();
  }

  @Test
  void whoSucceeds_mayGoOn() {
    for (int i = 0; i < 100; i++) {
      LoginAttempts.Attempt attempt = attempts.begin("192.0.2.1");
      assertThat(attempt.isAllowed()).isTrue();
      attempt.succeeded();
    }
    use("192.0.2.1", LoginAttempts.AT_ONCE);
  }

  @Test
  void veryManyAddresses_shareOneRate_untilTheFirstAreForgotten() {
    for (int i = 0; i < 10_000; i++) {
      use("10." + (i >> 16) + "." + (i >> 8 & 255) + "." + (i & 255), 1);
    }
    use("192.0.2.1", LoginAttempts.AT_ONCE / 2);
    use("192.0.2.2", LoginAttempts.AT_ONCE / 2);
    assertThat(attempts.begin("192.0.2.3").isAllowed()).isFalse();

    now += Duration.ofMinutes(2).toNanos();

    use("192.0.2.3", LoginAttempts.AT_ONCE);
    use("192.0.2.4", LoginAttempts.AT_ONCE);
  }

  @Test
  void goodCredentials_areKnownForAWhile() {
    recent.add("Basic abc", "ann");

    assertThat(recent.find("Basic abc")).contains("ann");
    assertThat(recent.find("Basic abd")).isEmpty();
    now += RecentLogins.FRESH.toNanos();
    assertThat(recent.find("Basic abc")).contains("ann");
    now++;
    assertThat(recent.find("Basic abc")).isEmpty();
  }

  @Test
  void oldest_areForgotten_whenTheyAreMany() {
    for (int i = 0; i <= 100; i++) {
      recent.add("Basic " + i, "ann" + i);
    }

    assertThat(recent.find("Basic 0")).isEqualTo(Optional.empty());
    assertThat(recent.find("Basic 1")).contains("ann1");
    assertThat(recent.find("Basic 100")).contains("ann100");
  }
}
