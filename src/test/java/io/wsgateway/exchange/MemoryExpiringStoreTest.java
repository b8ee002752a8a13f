package io.wsgateway.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.wsgateway.client.Eventually;
import io.wsgateway.core.ErrorCode;
import io.wsgateway.core.ExpiringStore;
import io.wsgateway.core.GatewayException;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

class MemoryExpiringStoreTest extends ExpiringStoreContract {
  private final TestClock clock = new TestClock();

  @Override
  ExpiringStore newStore() {
    return new MemoryExpiringStore(1_000, clock);
  }

  @Override
  void passUntil(BooleanSupplier condition) {
    Eventually.await(
        "time has passed",
        () -> {
          boolean met = condition.getAsBoolean();
          clock.advance(Duration.ofMillis(50));
          return met;
        });
  }

  private static void assertOverloaded(CompletionStage<?> stage) {
    Throwable failure = catchThrowable(() -> Eventually.get(stage));
    assertThat(failure.getCause())
        .isInstanceOfSatisfying(
            GatewayException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.OVERLOADED))
        .hasMessageContaining("remembers 2 requests");
  }

  @Test
  void isNotShared() {
    assertThat(newStore().isShared()).isFalse();
  }

  @Test
  void tooMuch_isRefused_andNothingForgotten() {
    ExpiringStore store = new MemoryExpiringStore(2, clock);
    take(store, "a", "x");
    put(store, "b", "x");

    assertOverloaded(store.putIfAbsent("c", "x", HOUR));
    assertOverloaded(store.put("c", "x", HOUR));
    assertThat(take(store, "a", "y")).contains("x");
    put(store, "b", "y");
    assertThat(take(store, "b", "z")).contains("y");

    clock.advance(HOUR);
    assertThat(take(store, "c", "x")).isEmpty();
    assertThat(take(store, "d", "x")).isEmpty();
    remove(store, "c");
    assertThat(take(store, "e", "x")).isEmpty();
  }

  @Test
  void value_isThereUntilTheLastMillisecond() {
    ExpiringStore store = newStore();
    take(store, "k", "x");
    clock.advance(HOUR.minusMillis(1));
    assertThat(take(store, "k", "y")).contains("x");
    clock.advance(Duration.ofMillis(1));
    assertThat(take(store, "k", "y")).isEmpty();
  }

  @Test
  void table_thatIsACopy_forgetsWhatExpiresNext() {
    ExpiringTable table = new ExpiringTable(3, ExpiringTable.WhenFull.FORGET, clock);
    table.put("a", "x", 3_000);
    table.put("b", "x", 1_000);
    table.put("c", "x", 2_000);
    table.put("b", "y", 4_000);
    table.put("d", "x", 500);

    assertThat(table.hashes()).containsExactlyInAnyOrder("a", "b", "d");
    clock.advance(Duration.ofMillis(1_000));
    assertThat(table.hashes()).containsExactlyInAnyOrder("a", "b");
    assertThat(table.left("b")).isEqualTo(3_000);
    assertThat(table.size()).isEqualTo(2);
  }

  @Test
  void ledger_keepsTheNewestOfEachKeyUntilRedisKnowsIt() {
    ExpiringLedger ledger = new ExpiringLedger(10, clock);
    ledger.put("a", "1", 1_000);
    ledger.enter("a");
    ExpiringLedger.Change old = ledger.first(10).get(0);
    ledger.put("a", "2", 1_000);
    ledger.enter("a");
    ledger.confirm(old);
    assertThat(ledger.first(10)).extracting(ExpiringLedger.Change::value).containsExactly("2");

    ledger.remove("a");
    ledger.enter("a");
    assertThat(ledger.first(10))
        .singleElement()
        .satisfies(change -> assertThat(change.value()).isNull());
    ledger.confirm(ledger.first(10).get(0));
    assertThat(ledger.isSettled()).isTrue();
  }

  @Test
  void ledger_doesNotTellRedisWhatHasExpired_norMoreThanItMayHold() {
    ExpiringLedger ledger = new ExpiringLedger(3, clock);
    for (String hash : new String[] {"a", "b", "c", "d"}) {
      ledger.putIfAbsentAlone(hash, "x", hash.equals("c") ? 5 : 1_000);
    }
    // c expired next and had to go; a's change is the oldest.
    assertThat(ledger.first(10)).extracting(ExpiringLedger.Change::hash).containsExactly("b", "d");
    clock.advance(Duration.ofSeconds(1));
    assertThat(ledger.first(10)).isEmpty();
    assertThat(ledger.isSettled()).isTrue();
  }
}
