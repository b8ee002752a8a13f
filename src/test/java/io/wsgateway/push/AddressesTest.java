package io.wsgateway.push;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class AddressesTest {
  private final AtomicLong clock = new AtomicLong(-17);
  private final Addresses addresses =
      new Addresses(
          List.of(URI.create("http://a"), URI.create("http://b"), URI.create("http://c")),
          clock::get);

  @Test
  void first_isAsked_untilItFails_andTheNextUntilThatFails() {
    assertThat(addresses.pick()).isZero();
    addresses.failed(0);
    assertThat(addresses.pick()).isEqualTo(1);
    pass(Addresses.PENALTY);
    assertThat(addresses.pick()).isEqualTo(1);
    addresses.failed(1);
    assertThat(addresses.pick()).isEqualTo(2);
    addresses.failed(2);
    assertThat(addresses.pick()).isZero();
  }

  @Test
  void whoHasFailed_isAskedRatherThanWhoIsBusy() {
    addresses.busyFor(0, Duration.ofSeconds(1));
    addresses.failed(1);
    addresses.busyFor(2, Duration.ofSeconds(9));

    assertThat(addresses.pick()).isEqualTo(1);
    assertThat(addresses.wait(0)).isEqualTo(1_000_000_000);
    assertThat(addresses.wait(1)).isZero();
  }

  @Test
  void allBusy_theOneThatIsFreeFirstIsAsked_whenItIsFree() {
    addresses.busyFor(0, Duration.ofSeconds(3));
    addresses.busyFor(1, Duration.ofSeconds(1));
    addresses.busyFor(2, Duration.ofSeconds(2));

    assertThat(addresses.pick()).isEqualTo(1);
    pass(Duration.ofMillis(1_001));
    assertThat(addresses.wait(1)).isZero();
  }

  @Test
  void success_forgivesAFailure() {
    addresses.failed(0);
    addresses.succeeded(0);

    assertThat(addresses.pick()).isZero();
  }

  private void pass(Duration time) {
    clock.addAndGet(time.toNanos());
  }
}
