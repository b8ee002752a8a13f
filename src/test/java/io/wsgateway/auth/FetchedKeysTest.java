package io.wsgateway.auth;

import static org.assertj.core.api.Assertions.assertThat;

import io.wsgateway.client.Eventually;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FetchedKeysTest {
  private static final SigningKeys OLD = SigningKeys.ed25519("old");
  private static final SigningKeys NEW = SigningKeys.ed25519("new");

  private final ScheduledExecutorService timers = Executors.newSingleThreadScheduledExecutor();
  private final KeyServer issuer = KeyServer.start(SigningKeys.set(OLD));
  private final AtomicLong time = new AtomicLong();
  private FetchedKeys keys = fetched(Duration.ofHours(1));

  @AfterEach
  void stop() {
    keys.stop();
    issuer.close();
    timers.shutdownNow();
  }

  @Test
  void keyThatIsNotKnown_isFetched_butNotAgainAndAgain() {
    keys.start();
    assertThat(good(OLD)).isTrue();
    issuer.keys(SigningKeys.set(OLD, NEW));

    assertThat(good(NEW)).as("asked for a moment ago").isFalse();
    time.addAndGet(FetchedKeys.PAUSE.toNanos());
    assertThat(good(NEW)).isTrue();
    assertThat(good(OLD)).isTrue();
    for (int i = 0; i < 100; i++) {
      assertThat(good(SigningKeys.ed25519("nobody" + i))).isFalse();
    }
    assertThat(issuer.requests()).isEqualTo(2);
  }

  @Test
  void issuerThatIsAway_orSaysNonsense_leavesTheKeysThatWereThere() {
    keys.start();
    assertThat(good(OLD)).isTrue();

    issuer.status(500);
    time.addAndGet(FetchedKeys.PAUSE.toNanos());
    assertThat(good(NEW)).isFalse();
    issuer.status(200);
    for (String nonsense :
        List.of(
            "",
            "[]",
            "{\"keys\":[]}",
            "{\"keys\":[{\"kty\":\"oct\",\"k\":\"AAAA\"}]}",
            "x".repeat(2 << 20))) {
      issuer.keys(nonsense);
      time.addAndGet(FetchedKeys.PAUSE.toNanos());
      assertThat(good(NEW)).isFalse();
    }
    issuer.close();
    time.addAndGet(FetchedKeys.PAUSE.toNanos());
    assertThat(good(NEW)).isFalse();

    assertThat(good(OLD)).isTrue();
  }

  @Test
  void keysThatAreNotGivenAnyMore_areNotGoodAnyMore() {
    keys.stop();
    keys = fetched(Duration.ofMillis(100));
    keys.start();
    assertThat(good(OLD)).isTrue();

    issuer.keys(SigningKeys.set(NEW));

    Eventually.await("the old key is gone", () -> !good(OLD));
    assertThat(good(NEW)).isTrue();
  }

  @Test
  void issuerThatWasAwayAtStart_isAskedAgain() {
    issuer.status(503);
    keys.start();
    assertThat(good(OLD)).isFalse();
    issuer.status(200);

    Eventually.await("the key is there", Duration.ofSeconds(15), () -> good(OLD));
  }

  private boolean good(SigningKeys key) {
    SignedToken token = SignedToken.parse(key.token("EdDSA", "{}")).orElseThrow();
    return keys.newer(token).toCompletableFuture().orTimeout(10, TimeUnit.SECONDS).join().stream()
        .filter(token::mayBeOf)
        .anyMatch(candidate -> token.claims(candidate).isPresent());
  }

  private FetchedKeys fetched(Duration interval) {
    return new FetchedKeys(
        HttpClient.newHttpClient(),
        issuer.url(),
        Duration.ofSeconds(2),
        interval,
        (pause, work) -> timers.schedule(work, pause.toMillis(), TimeUnit.MILLISECONDS),
        time::get);
  }
}
