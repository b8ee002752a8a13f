package io.wsgateway.auth;

import static io.wsgateway.auth.CallerScene.SECRET;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.wsgateway.config.Scope;
import io.wsgateway.core.ErrorCode;
import io.wsgateway.core.Refusal;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What a key is good for: apps, scopes, until when and how often. */
class CallerKeysTest {
  private static final TestCall CALL = TestCall.remote().with("X-API-Key", SECRET);

  @ParameterizedTest
  @EnumSource
  void key_isGoodForItsScopesOnly(Scope scope) {
    CallerScene one = CallerScene.withKey("scopes", scope.slug());
    for (Scope asked : Scope.values()) {
      if (asked == scope) {
        assertThat(one.admit(CALL, asked).scopes()).containsExactly(scope);
      } else {
        assertThat(one.refuse(() -> one.admit(CALL, asked), ErrorCode.FORBIDDEN, Refusal.SCOPE))
            .hasMessageContaining(asked.slug());
      }
    }
  }

  @Test
  void keyThatIsTakenOut_isRefusedAtItsNextCall_andOneThatIsAddedIsGood() {
    CallerScene scene = CallerScene.withKey();
    scene.admit(CALL, Scope.PUSH);
    TestCall other = TestCall.remote().with("X-API-Key", "another-secret-of-b");
    scene.refuse(() -> scene.admit(other), ErrorCode.UNAUTHORIZED, Refusal.KEY);

    scene.reload("gateway.keys", "b", "gateway.key.b.secret", "another-secret-of-b");

    assertThat(scene.admit(other).id()).isEqualTo("b");
    scene.refuse(() -> scene.admit(CALL), ErrorCode.UNAUTHORIZED, Refusal.KEY);
  }

  @Test
  void rateOfAKey_isNotForgiven_whenItStaysAsItWas() {
    CallerScene scene = CallerScene.withKey("rate", "1");
    scene.admit(CALL);
    String[] same = {
      "gateway.keys",
      "a",
      "gateway.key.a.secret",
      SECRET,
      "gateway.key.a.apps",
      "shop",
      "gateway.key.a.rate",
      "1"
    };

    scene.reload(same);

    scene.refuse(() -> scene.admit(CALL), ErrorCode.LIMIT, Refusal.RATE);
    same[7] = "2";
    scene.reload(same);
    assertThat(scene.admit(CALL).apps()).containsExactly("shop");
  }

  @Test
  void key_isNotForAdministration_unlessItSaysSo() {
    CallerScene plain = CallerScene.withKey();

    assertThat(plain.admit(CALL, Scope.MANAGE).scopes())
        .containsExactlyInAnyOrder(Scope.PUSH, Scope.READ, Scope.MANAGE);
    plain.refuse(() -> plain.admit(CALL, Scope.ADMIN), ErrorCode.FORBIDDEN, Refusal.SCOPE);
  }

  @Test
  void key_isGoodForItsAppsOnly() {
    CallerScene listed = CallerScene.withKey("apps", "shop, chat");
    Caller caller = listed.admit(CALL);

    assertThatCode(() -> caller.requireApp("shop")).doesNotThrowAnyException();
    assertThatCode(() -> caller.requireApp("chat")).doesNotThrowAnyException();
    for (String other : List.of("forum", "Shop", "shop ", "shop,chat", "", "*")) {
      listed.refuse(() -> caller.requireApp(other), ErrorCode.FORBIDDEN, Refusal.SCOPE);
    }
    assertThatCode(() -> CallerScene.withKey().admit(CALL).requireApp("any"))
        .doesNotThrowAnyException();
  }

  @Test
  void key_mayBeShownByItsPreviousSecret_untilThatIsTakenAway() {
    TestCall previous = TestCall.remote().with("X-API-Key", "the-previous-secret");
    CallerScene rotating = CallerScene.withKey("previous-secret", "the-previous-secret");

    assertThat(rotating.admit(previous).id()).isEqualTo("a");
    assertThat(rotating.admit(CALL).id()).isEqualTo("a");
    CallerScene.withKey().refuse(previous, ErrorCode.UNAUTHORIZED, Refusal.KEY);
  }

  @ParameterizedTest
  @CsvSource({"2030-01-01T00:01:00Z", "2030-01-01T01:01:00+01:00"})
  void key_isRefused_whenItHasExpired(String end) {
    CallerScene ending = CallerScene.withKey("expires", end);

    ending.pass(Duration.ofSeconds(59));
    ending.admit(CALL);
    ending.pass(Duration.ofSeconds(1));
    assertThat(ending.refuse(CALL, ErrorCode.UNAUTHORIZED, Refusal.KEY))
        .hasMessageContaining("expired");
    ending.refuse(TestCall.remote().signed(ending.signer()), ErrorCode.UNAUTHORIZED, Refusal.KEY);
  }

  @Test
  void key_thatExpiresOnADate_isRefusedFromThatDayOn() {
    CallerScene.withKey("expires", "2030-01-02").admit(CALL);
    CallerScene.withKey("expires", "2030-01-01").refuse(CALL, ErrorCode.UNAUTHORIZED, Refusal.KEY);
  }

  @Test
  void key_thatSigns_isRefusedByItsSecret() {
    CallerScene signing =
        CallerScene.withKey("signed", "true", "previous-secret", "the-previous-secret");

    assertThat(signing.refuse(CALL, ErrorCode.UNAUTHORIZED, Refusal.SIGNATURE))
        .hasMessageNotContaining(SECRET);
    signing.refuse(
        TestCall.remote().with("Authorization", "Bearer the-previous-secret"),
        ErrorCode.UNAUTHORIZED,
        Refusal.SIGNATURE);
    assertThat(signing.admit(TestCall.remote().signed(signing.signer())).id()).isEqualTo("a");
  }

  @Test
  void rate_isKept_andSaysWhenToTryAgain() {
    CallerScene limited = CallerScene.withKey("rate", "2");

    limited.admit(CALL);
    limited.admit(CALL);
    assertThat(limited.refuse(CALL, ErrorCode.LIMIT, Refusal.RATE).retryAfter())
        .isEqualTo(Duration.ofMillis(500));
    limited.pass(Duration.ofMillis(499));
    assertThat(limited.refuse(CALL, ErrorCode.LIMIT, Refusal.RATE).retryAfter())
        .isEqualTo(Duration.ofMillis(1));
    limited.pass(Duration.ofMillis(1));
    limited.admit(CALL);
    limited.pass(Duration.ofHours(1));
    limited.admit(CALL);
    limited.admit(CALL);
    limited.refuse(CALL, ErrorCode.LIMIT, Refusal.RATE);
  }

  @Test
  void rate_isNotUsedUpByOthers() {
    CallerScene limited = CallerScene.withKey("rate", "1");
    TestSigner forger = new TestSigner("a", "another-secret-16", limited.signer().clock());
    TestCall forged = TestCall.remote().signed(forger);
    TestCall once = TestCall.remote().signed(limited.signer());

    limited.refuse(TestCall.remote(), ErrorCode.UNAUTHORIZED, Refusal.KEY);
    limited.refuse(forged, ErrorCode.UNAUTHORIZED, Refusal.SIGNATURE);
    limited.admit(once);
    limited.pass(Duration.ofSeconds(1));
    limited.refuse(once, ErrorCode.UNAUTHORIZED, Refusal.SIGNATURE);
    limited.admit(CALL);
  }
}
