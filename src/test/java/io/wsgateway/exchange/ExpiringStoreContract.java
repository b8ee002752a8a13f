package io.wsgateway.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import io.wsgateway.client.Eventually;
import io.wsgateway.core.ExpiringStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every store of expiring values keeps to. */
abstract class ExpiringStoreContract {
  static final Duration HOUR = Duration.ofHours(1);

  private final List<ExpiringStore> started = new ArrayList<>();

  /** Not yet started. */
  abstract ExpiringStore newStore();

  /** Waits until it is ready, where that takes time. */
  void awaitReady(ExpiringStore store) {}

  /** Lets time pass until that is so. */
  abstract void passUntil(BooleanSupplier condition);

  ExpiringStore store() {
    ExpiringStore store = newStore();
    store.start();
    started.add(store);
    awaitReady(store);
    return store;
  }

  @AfterEach
  void stopAll() {
    started.forEach(ExpiringStore::stop);
  }

  static Optional<String> take(ExpiringStore store, String key, String value) {
    return Eventually.get(store.putIfAbsent(key, value, HOUR));
  }

  static void put(ExpiringStore store, String key, String value) {
    Eventually.get(store.put(key, value, HOUR));
  }

  static void remove(ExpiringStore store, String key) {
    Eventually.get(store.remove(key));
  }

  @Test
  void putIfAbsent_takesAFreeKey_once() {
    ExpiringStore store = store();
    assertThat(take(store, "k", "first")).isEmpty();
    assertThat(take(store, "k", "second")).contains("first");
    assertThat(take(store, "k", "third")).contains("first");
    assertThat(take(store, "other", "first")).isEmpty();
  }

  @Test
  void putIfAbsentOnAll_takesAFreeKey_once() {
    ExpiringStore store = store();
    assertThat(Eventually.get(store.putIfAbsentOnAll("k", "first", HOUR))).isEmpty();
    assertThat(Eventually.get(store.putIfAbsentOnAll("k", "second", HOUR))).contains("first");
    assertThat(Eventually.get(store.putIfAbsentOnAll("other", "x", HOUR))).isEmpty();
    assertThat(Eventually.get(store.putIfAbsentOnAll("brief", "x", Duration.ofMillis(200))))
        .isEmpty();
    passUntil(
        () -> Eventually.get(store.putIfAbsentOnAll("brief", "y", Duration.ofMillis(1))).isEmpty());
  }

  @Test
  void put_replacesWhatWasThere() {
    ExpiringStore store = store();
    put(store, "k", "first");
    assertThat(take(store, "k", "x")).contains("first");
    put(store, "k", "second");
    assertThat(take(store, "k", "x")).contains("second");
  }

  @Test
  void remove_freesTheKey() {
    ExpiringStore store = store();
    remove(store, "never seen");
    take(store, "k", "first");
    remove(store, "k");
    assertThat(take(store, "k", "second")).isEmpty();
    assertThat(take(store, "k", "third")).contains("second");
  }

  @Test
  void values_expireInTheirOwnTime() {
    ExpiringStore store = store();
    take(store, "long", "x");
    Eventually.get(store.putIfAbsent("short", "x", Duration.ofMillis(300)));
    Eventually.get(store.put("shortToo", "x", Duration.ofMillis(300)));
    Eventually.get(store.put("renewed", "x", Duration.ofMillis(300)));
    put(store, "renewed", "y");

    assertThat(take(store, "short", "y")).contains("x");
    passUntil(() -> take(store, "short", "y").isEmpty());
    passUntil(() -> take(store, "shortToo", "y").isEmpty());
    assertThat(take(store, "long", "y")).contains("x");
    assertThat(take(store, "renewed", "z")).contains("y");
  }

  @Test
  void putIfAbsent_onATakenKey_doesNotProlongIt() {
    ExpiringStore store = store();
    Eventually.get(store.putIfAbsent("k", "x", Duration.ofMillis(300)));
    passUntil(() -> take(store, "k", "y").isEmpty());
    assertThat(take(store, "k", "z")).contains("y");
  }

  @Test
  void noTimeAtAll_isAMillisecond() {
    ExpiringStore store = store();
    assertThat(Eventually.get(store.putIfAbsent("k", "x", Duration.ZERO))).isEmpty();
    Eventually.get(store.put("m", "x", Duration.ofSeconds(-5)));
    passUntil(() -> take(store, "k", "y").isEmpty());
    passUntil(() -> take(store, "m", "y").isEmpty());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "a:b", "line\nbreak\r\n", "*", "\0", "%3A", "日本語", "🐢"})
  void keysAndValues_mayHaveAnyCharacters(String text) {
    ExpiringStore store = store();
    assertThat(take(store, text, text)).isEmpty();
    assertThat(take(store, text, "x")).contains(text);
    assertThat(take(store, text + " ", "x")).isEmpty();
    remove(store, text);
    assertThat(take(store, text, "x")).isEmpty();
  }

  @Test
  void keys_mayBeLong() {
    ExpiringStore store = store();
    String common = "k".repeat(200_000);
    assertThat(take(store, common + "1", "x")).isEmpty();
    assertThat(take(store, common + "2", "x")).isEmpty();
    assertThat(take(store, common + "1", "x")).contains("x");
  }

  @Test
  void manyThreads_exactlyOneTakesEachKey() {
    ExpiringStore store = store();
    List<Integer> winners =
        IntStream.range(0, 2_000)
            .parallel()
            .filter(i -> take(store, "k" + i % 200, "v" + i).isEmpty())
            .mapToObj(i -> i % 200)
            .toList();
    Set<Integer> distinct = new HashSet<>(winners);
    assertThat(winners).hasSize(200);
    assertThat(distinct).hasSize(200);
  }
}
