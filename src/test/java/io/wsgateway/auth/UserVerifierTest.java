package io.wsgateway.auth;

import static org.assertj.core.api.Assertions.assertThat;

import io.wsgateway.config.GatewayConfig;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UserVerifierTest {
  private static final Instant NOW = Instant.ofEpochSecond(1_800_000_000);
  private static final String SECRET = "short";

  private final ExecutorService executor = Executors.newFixedThreadPool(2);
  private final ScheduledExecutorService timers = Executors.newSingleThreadScheduledExecutor();
  private AuthServer application;

  @BeforeEach
  void start() {
    application = AuthServer.start();
  }

  @AfterEach
  void stop() {
    application.close();
    executor.shutdownNow();
    timers.shutdownNow();
  }

  @Test
  void open_believesEverybody() {
    assertThat(verdict(verifier(Map.of()), "any", "5", "")).isEqualTo(Verdict.ACCEPTED);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'sub':'7'} | ACCEPTED",
        "{'sub':'7','exp':1800000001,'nbf':1800000000,'iat':1900000000,'aud':['x']} | ACCEPTED",
        "{'sub':'7','exp':1800000000.5} | ACCEPTED",
        "{'sub':'7','exp':1800000000} | REFUSED",
        "{'sub':'7','exp':0} | REFUSED",
        "{'sub':'7','exp':-1e400} | REFUSED",
        "{'sub':'7','exp':'1900000000'} | REFUSED",
        "{'sub':'7','exp':null} | REFUSED",
        "{'sub':'7','nbf':1800000001} | REFUSED",
        "{'sub':'7','nbf':true} | REFUSED",
        "{'sub':'8'} | REFUSED",
        "{'sub':' 7'} | REFUSED",
        "{'sub':7} | REFUSED",
        "{'sub':['7']} | REFUSED",
        "{} | REFUSED"
      })
  void jwt_isTheUsersAndInForce(String claims, Verdict expected) {
    String token = SignedTokens.hs256(claims.strip().replace('\'', '"'), SECRET);

    assertThat(verdict(verifier(Map.of()), "signed", "7", token)).isEqualTo(expected);
  }

  @Test
  void jwt_ofAnotherSecretOrNone_isRefused() {
    UserVerifier verifier = verifier(Map.of());

    for (String token :
        List.of(
            "",
            "7",
            SignedTokens.unsigned("{\"sub\":\"7\"}"),
            SignedTokens.hs256("{\"sub\":\"7\"}", "other"))) {
      assertThat(verdict(verifier, "signed", "7", token)).isEqualTo(Verdict.REFUSED);
    }
  }

  @Test
  void http_asksTheApplication_inJson() {
    application.answerWith(204);

    assertThat(verdict(verifier(Map.of()), "asked", "7", "t\"ö")).isEqualTo(Verdict.ACCEPTED);
    assertThat(application.questions())
        .containsExactly(
            "POST /who application/json {\"app\":\"asked\",\"user\":\"7\",\"token\":\"t\\\"ö\"}");
  }

  @ParameterizedTest
  @CsvSource({
    "200,ACCEPTED",
    "299,ACCEPTED",
    "302,REFUSED",
    "401,REFUSED",
    "403,REFUSED",
    "404,REFUSED",
    "500,REFUSED"
  })
  void http_statusSaysIt(int status, Verdict expected) {
    application.answerWith(status);

    assertThat(verdict(verifier(Map.of()), "asked", "7", "t")).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void http_applicationThatTakesTooLong_isANo(boolean sendsHead) {
    application.hang(sendsHead);
    UserVerifier verifier = verifier(Map.of("gateway.auth.http-timeout", "200ms"));

    assertThat(verdict(verifier, "asked", "7", "t")).isEqualTo(Verdict.REFUSED);
  }

  @Test
  void http_applicationThatIsAway_isANo() {
    application.close();

    assertThat(verdict(verifier(Map.of()), "asked", "7", "t")).isEqualTo(Verdict.REFUSED);
  }

  @Test
  void http_beyondTheBound_isRefusedAtOnce_andThereIsRoomAgainAfterwards() {
    application.hang(false);
    UserVerifier verifier =
        verifier(Map.of("gateway.auth.http-max-pending", "3", "gateway.auth.http-timeout", "10s"));

    List<CompletableFuture<Verdict>> open =
        IntStream.range(0, 3).mapToObj(i -> ask(verifier, "asked", "7", "t")).toList();

    assertThat(ask(verifier, "asked", "7", "t")).isCompletedWithValue(Verdict.REFUSED);
    assertThat(open).noneMatch(CompletableFuture::isDone);

    application.answerWith(200);
    assertThat(open).allSatisfy(one -> assertThat(get(one)).isEqualTo(Verdict.ACCEPTED));
    for (int i = 0; i < 10; i++) {
      assertThat(verdict(verifier, "asked", "7", "t")).isEqualTo(Verdict.ACCEPTED);
    }
  }

  @Test
  void http_manyOpenQuestions_holdNoThread() {
    application.hang(false);
    UserVerifier verifier = verifier(Map.of("gateway.auth.http-timeout", "10s"));
    List<CompletableFuture<Verdict>> open =
        IntStream.range(0, 50).mapToObj(i -> ask(verifier, "asked", "7", "t")).toList();

    // The executor has two threads; neither waits for the application.
    assertThat(get(CompletableFuture.supplyAsync(() -> "free", executor))).isEqualTo("free");
    application.awaitQuestions(50);

    application.answerWith(403);
    assertThat(open).allSatisfy(one -> assertThat(get(one)).isEqualTo(Verdict.REFUSED));
  }

  @Test
  void http_executorThatHasStopped_isANo() {
    UserVerifier verifier = verifier(Map.of("gateway.auth.http-timeout", "500ms"));
    executor.shutdownNow();

    assertThat(verdict(verifier, "asked", "7", "t")).isEqualTo(Verdict.REFUSED);
  }

  private UserVerifier verifier(Map<String, String> settings) {
    Map<String, String> all = new HashMap<>(settings);
    all.put("gateway.apps", "signed,asked");
    all.put("gateway.app.signed.auth", "jwt");
    all.put("gateway.app.signed.secret", SECRET);
    all.put("gateway.app.asked.auth", "http");
    all.put("gateway.app.asked.auth-url", application.url("/who").toString());
    GatewayConfig config = GatewayConfig.defaultsWith(all);
    return new UserVerifier(
        config.apps(),
        config.api(),
        executor,
        (time, work) -> timers.schedule(work, time.toMillis(), TimeUnit.MILLISECONDS),
        InstantSource.fixed(NOW));
  }

  private static Verdict verdict(UserVerifier verifier, String app, String user, String token) {
    return get(ask(verifier, app, user, token));
  }

  private static CompletableFuture<Verdict> ask(
      UserVerifier verifier, String app, String user, String token) {
    return verifier.verify(app, user, token).toCompletableFuture();
  }

  private static <T> T get(CompletableFuture<T> future) {
    return future.orTimeout(10, TimeUnit.SECONDS).join();
  }
}
