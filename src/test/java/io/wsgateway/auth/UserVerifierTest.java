package io.wsgateway.auth;

import static org.assertj.core.api.Assertions.assertThat;

import io.wsgateway.config.GatewayConfig;
import io.wsgateway.core.Audit;
import io.wsgateway.core.Counters;
import io.wsgateway.core.Identity;
import io.wsgateway.core.Refusal;
import io.wsgateway.core.Visitor;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
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

  private enum Said {
    YES,
    NO
  }

  private final ExecutorService executor = Executors.newFixedThreadPool(2);
  private final ScheduledExecutorService timers = Executors.newSingleThreadScheduledExecutor();
  private AuthServer application;
  private final Map<String, String> settings = new HashMap<>();
  private GatewayConfig config;

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
    assertThat(verdict(verifier(Map.of()), "any", "5", "")).isEqualTo(Said.YES);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'sub':'7'} | YES",
        "{'sub':'7','exp':1800000001,'nbf':1800000000,'iat':1900000000,'aud':['x']} | YES",
        "{'sub':'7','exp':1800000000.5} | YES",
        "{'sub':'7','exp':1800000000} | NO",
        "{'sub':'7','exp':0} | NO",
        "{'sub':'7','exp':-1e400} | NO",
        "{'sub':'7','exp':'1900000000'} | NO",
        "{'sub':'7','exp':null} | NO",
        "{'sub':'7','nbf':1800000001} | NO",
        "{'sub':'7','nbf':true} | NO",
        "{'sub':'8'} | NO",
        "{'sub':' 7'} | NO",
        "{'sub':7} | NO",
        "{'sub':['7']} | NO",
        "{} | NO"
      })
  void jwt_isTheUsersAndInForce(String claims, Said expected) {
    String token = SignedTokens.hs256(claims.strip().replace('\'', '"'), SECRET);

    assertThat(verdict(verifier(Map.of()), "signed", "7", token)).isEqualTo(expected);
  }

  @Test
  void jwt_timesHaveALeeway() {
    UserVerifier verifier = verifier(Map.of("gateway.auth.leeway", "10s"));
    for (int seconds : new int[] {-11, -10, -9, 9, 10, 11}) {
      long time = NOW.getEpochSecond() + seconds;
      String ending = SignedTokens.hs256("{\"sub\":\"7\",\"exp\":" + time + "}", SECRET);
      String beginning = SignedTokens.hs256("{\"sub\":\"7\",\"nbf\":" + time + "}", SECRET);

      assertThat(verdict(verifier, "signed", "7", ending)).isEqualTo(said(seconds > -10));
      assertThat(verdict(verifier, "signed", "7", beginning)).isEqualTo(said(seconds <= 10));
    }
  }

  @Test
  void jwt_issuerAndAudience_mustBeThoseThatAreAskedFor() {
    UserVerifier verifier =
        verifier(
            Map.of(
                "gateway.app.signed.issuer", "https://id.example",
                "gateway.app.signed.audience", "push"));
    Map<String, Boolean> claims =
        Map.of(
            "'iss':'https://id.example','aud':'push'", true,
            "'iss':'https://id.example','aud':['x','push']", true,
            "'iss':'https://id.example','aud':['x']", false,
            "'iss':'https://id.example'", false,
            "'iss':'https://evil.example','aud':'push'", false,
            "'iss':['https://id.example'],'aud':'push'", false,
            "'aud':'push'", false);

    claims.forEach(
        (more, good) -> {
          String token =
              SignedTokens.hs256(("{'sub':'7'," + more + "}").replace('\'', '"'), SECRET);
          assertThat(verdict(verifier, "signed", "7", token)).as(more).isEqualTo(said(good));
        });
  }

  @Test
  void jwt_bothSecretsAndTheKeySetAreGood() {
    SigningKeys key = SigningKeys.ed25519("k");
    UserVerifier verifier =
        verifier(
            Map.of(
                "gateway.app.signed.previous-secret",
                "before",
                "gateway.app.signed.jwks",
                SigningKeys.set(key)));
    String claims = "{\"sub\":\"7\"}";

    for (String token :
        List.of(
            SignedTokens.hs256(claims, SECRET),
            SignedTokens.hs256(claims, "before"),
            key.token("EdDSA", claims))) {
      assertThat(verdict(verifier, "signed", "7", token)).isEqualTo(Said.YES);
    }
    assertThat(verdict(verifier, "signed", "7", SignedTokens.hs256(claims, "next")))
        .isEqualTo(Said.NO);
  }

  @Test
  void jwt_tellsWhoItIs_andWhatItAllows() {
    UserVerifier verifier =
        verifier(Map.of("gateway.app.signed.join", "room-*=claim:rooms, staff=role:staff"));
    String token =
        SignedTokens.hs256(
            "{\"sub\":\"7\",\"exp\":1800000100,\"iat\":1799999999,\"jti\":\"t1\",\"groups\":[\"staff\",\"x\"],"
                + "\"rooms\":\"room-1\",\"publish\":[\"a\",5],\"other\":\"o\"}",
            SECRET);

    Verdict verdict =
        get(verifier.verify("signed", "", token, Visitor.UNKNOWN).toCompletableFuture());

    assertThat(verdict.user()).isEqualTo("7");
    assertThat(verdict.identity())
        .isEqualTo(
            new Identity(
                true,
                Set.of("staff"),
                Map.of("rooms", List.of("room-1"), "publish", List.of("a")),
                NOW.plusSeconds(100),
                NOW.minusSeconds(1),
                "t1"));
  }

  @Test
  void jwt_whatTheHandshakeShowed_countsIfNothingElseIsShown() {
    UserVerifier verifier = verifier(Map.of());
    Visitor visitor =
        new Visitor("::1", SignedTokens.hs256("{\"sub\":\"7\"}", SECRET), null, null, Set.of());

    assertThat(get(verifier.verify("signed", "7", "", visitor).toCompletableFuture()).isAccepted())
        .isTrue();
    assertThat(get(verifier.verify("signed", "7", "x", visitor).toCompletableFuture()).refusal())
        .isEqualTo(Refusal.TOKEN);
    assertThat(get(verifier.verify("signed", "8", "", visitor).toCompletableFuture()).refusal())
        .isEqualTo(Refusal.WRONG_USER);
  }

  @Test
  void realm_goesByTheLogin() {
    UserVerifier verifier = verifier(Map.of());
    Visitor ann = new Visitor("::1", "t", null, () -> "ann", Set.of("staff"));

    Verdict verdict = get(verifier.verify("inside", "", "", ann).toCompletableFuture());
    assertThat(verdict.user()).isEqualTo("ann");
    assertThat(verdict.identity().roles()).containsExactly("staff");
    assertThat(get(verifier.verify("inside", "ann", "", ann).toCompletableFuture()).isAccepted())
        .isTrue();
    assertThat(get(verifier.verify("inside", "bob", "", ann).toCompletableFuture()).refusal())
        .isEqualTo(Refusal.WRONG_USER);
    assertThat(verdict(verifier, "inside", "ann", "t")).isEqualTo(Said.NO);
  }

  private static Said said(boolean yes) {
    return yes ? Said.YES : Said.NO;
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
      assertThat(verdict(verifier, "signed", "7", token)).isEqualTo(Said.NO);
    }
  }

  @Test
  void http_asksTheApplication_inJson() {
    application.answerWith(204);

    assertThat(verdict(verifier(Map.of()), "asked", "7", "t\"ö")).isEqualTo(Said.YES);
    assertThat(application.questions())
        .containsExactly(
            "POST /who application/json {\"app\":\"asked\",\"user\":\"7\",\"token\":\"t\\\"ö\"}");
  }

  @ParameterizedTest
  @CsvSource({"200,YES", "299,YES", "302,NO", "401,NO", "403,NO", "404,NO", "500,NO"})
  void http_statusSaysIt(int status, Said expected) {
    application.answerWith(status);

    assertThat(verdict(verifier(Map.of()), "asked", "7", "t")).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void http_applicationThatTakesTooLong_isANo(boolean sendsHead) {
    application.hang(sendsHead);
    UserVerifier verifier = verifier(Map.of("gateway.auth.http-timeout", "200ms"));

    assertThat(verdict(verifier, "asked", "7", "t")).isEqualTo(Said.NO);
  }

  @Test
  void http_applicationThatIsAway_isANo() {
    application.close();

    assertThat(verdict(verifier(Map.of()), "asked", "7", "t")).isEqualTo(Said.NO);
  }

  @Test
  void http_beyondTheBound_isRefusedAtOnce_andThereIsRoomAgainAfterwards() {
    application.hang(false);
    UserVerifier verifier =
        verifier(Map.of("gateway.auth.http-max-pending", "3", "gateway.auth.http-timeout", "10s"));

    List<CompletableFuture<Said>> open =
        IntStream.range(0, 3).mapToObj(i -> ask(verifier, "asked", "7", "t")).toList();

    assertThat(ask(verifier, "asked", "7", "t")).isCompletedWithValue(Said.NO);
    assertThat(open).noneMatch(CompletableFuture::isDone);

    application.answerWith(200);
    assertThat(open).allSatisfy(one -> assertThat(get(one)).isEqualTo(Said.YES));
    for (int i = 0; i < 10; i++) {
      assertThat(verdict(verifier, "asked", "7", "t")).isEqualTo(Said.YES);
    }
  }

  @Test
  void http_manyOpenQuestions_holdNoThread() {
    application.hang(false);
    UserVerifier verifier = verifier(Map.of("gateway.auth.http-timeout", "10s"));
    List<CompletableFuture<Said>> open =
        IntStream.range(0, 50).mapToObj(i -> ask(verifier, "asked", "7", "t")).toList();

    // The executor has two threads; neither waits for the application.
    assertThat(get(CompletableFuture.supplyAsync(() -> "free", executor))).isEqualTo("free");
    application.awaitQuestions(50);

    application.answerWith(403);
    assertThat(open).allSatisfy(one -> assertThat(get(one)).isEqualTo(Said.NO));
  }

  @Test
  void http_executorThatHasStopped_isANo() {
    UserVerifier verifier = verifier(Map.of("gateway.auth.http-timeout", "500ms"));
    executor.shutdownNow();

    assertThat(verdict(verifier, "asked", "7", "t")).isEqualTo(Said.NO);
  }

  @Test
  void secretThatIsChanged_decidesAboutWhoComesNext() {
    UserVerifier verifier = verifier(Map.of());
    String before = SignedTokens.hs256("{\"sub\":\"7\"}", SECRET);
    String after = SignedTokens.hs256("{\"sub\":\"7\"}", "another");
    assertThat(verdict(verifier, "signed", "7", before)).isEqualTo(Said.YES);

    reload("gateway.app.signed.secret", "another");

    assertThat(verdict(verifier, "signed", "7", before)).isEqualTo(Said.NO);
    assertThat(verdict(verifier, "signed", "7", after)).isEqualTo(Said.YES);
    assertThat(verdict(verifier, "new", "7", "")).isEqualTo(Said.YES);
    settings.put("gateway.app.new.auth", "realm");
    reload("gateway.apps", "signed,asked,inside,new");
    assertThat(verdict(verifier, "new", "7", "nonsense")).isEqualTo(Said.NO);
  }

  @Test
  void keysThatWereFetched_stayGoodAfterAReload_alsoIfTheIssuerIsAway() {
    SigningKeys key = SigningKeys.ed25519("k");
    try (KeyServer issuer = KeyServer.start(SigningKeys.set(key))) {
      UserVerifier verifier =
          verifier(Map.of("gateway.app.signed.jwks-url", issuer.url().toString()));
      String token = key.token("EdDSA", "{\"sub\":\"7\"}");
      assertThat(verdict(verifier, "signed", "7", token)).isEqualTo(Said.YES);
      issuer.status(500);

      reload("gateway.auth.http-timeout", "2s");

      assertThat(verdict(verifier, "signed", "7", token)).isEqualTo(Said.YES);
    }
  }

  private void reload(String key, String value) {
    settings.put(key, value);
    config.reload();
  }

  private UserVerifier verifier(Map<String, String> more) {
    Map<String, String> all = settings;
    all.putAll(more);
    all.putIfAbsent("gateway.auth.leeway", "0s");
    all.put("gateway.apps", "signed,asked,inside");
    all.put("gateway.app.inside.auth", "realm");
    all.put("gateway.app.signed.auth", "jwt");
    all.put("gateway.app.signed.secret", SECRET);
    all.put("gateway.app.asked.auth", "http");
    all.put("gateway.app.asked.auth-url", application.url("/who").toString());
    config = GatewayConfig.defaultsWith(all);
    return new UserVerifier(
        config,
        executor,
        (time, work) -> timers.schedule(work, time.toMillis(), TimeUnit.MILLISECONDS),
        new Audit(new Counters()),
        InstantSource.fixed(NOW));
  }

  private static Said verdict(UserVerifier verifier, String app, String user, String token) {
    return get(ask(verifier, app, user, token));
  }

  private static CompletableFuture<Said> ask(
      UserVerifier verifier, String app, String user, String token) {
    return verifier
        .verify(app, user, token, Visitor.UNKNOWN)
        .thenApply(verdict -> verdict.isAccepted() ? Said.YES : Said.NO)
        .toCompletableFuture();
  }

  private static <T> T get(CompletableFuture<T> future) {
    return future.orTimeout(10, TimeUnit.SECONDS).join();
  }
}
