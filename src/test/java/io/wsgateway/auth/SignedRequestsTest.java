package io.wsgateway.auth;

import static io.wsgateway.auth.CallerScene.SECRET;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.wsgateway.config.Scope;
import io.wsgateway.core.ErrorCode;
import io.wsgateway.core.GatewayException;
import io.wsgateway.core.Refusal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SignedRequestsTest {
  private final CallerScene scene = CallerScene.withKey();
  private final TestCall plain =
      TestCall.remote().to("POST", "/api/v1/apps/shop/messages", "a=1&b=%20").saying("{\"ü\":1}");
  private final TestCall signed = plain.signed(scene.signer());

  @Test
  void request_isAccepted_andItsBodyIsStillThere() {
    ServerCall call = signed.call();

    assertThat(scene.callers.admit(call, Scope.PUSH).id()).isEqualTo("a");
    assertThat(call.bodyThatWasRead().orElseThrow()).asString().isEqualTo("{\"ü\":1}");
    assertThat(call.body()).asString().isEqualTo("{\"ü\":1}");
  }

  @Test
  void request_isAcceptedOnce_andRememberedForAsLongAsItsTimeIsRight() {
    scene.admit(signed);

    for (int i = 0; i < 3; i++) {
      assertThat(refuse(signed)).hasMessageContaining("X-Gateway-Nonce");
      scene.pass(Duration.ofSeconds(100));
    }
    assertThat(scene.nonces.taken.values())
        .allMatch(kept -> kept.compareTo(Duration.ofSeconds(600)) > 0);
  }

  @Test
  void nonce_isTheKeysOwn() {
    CallerScene two =
        CallerScene.with(
            "gateway.keys", "a,b",
            "gateway.key.a.secret", SECRET,
            "gateway.key.b.secret", "another-secret-16");
    Map<String, String> ours = two.signer().headers("GET", "/status", "", "");
    two.admit(TestCall.remote().with(ours));

    assertThat(two.nonces.taken).containsOnlyKeys("nonce:a:" + ours.get("X-Gateway-Nonce"));
  }

  @Test
  void changedRequest_isRefused_andItsNonceStaysFree() {
    for (TestCall changed :
        List.of(
            signed.to("PUT", plain.path(), plain.query()),
            signed.to("POST", "/api/v1/apps/shop/messages/batch", plain.query()),
            signed.to("POST", "/api/v1/apps/Shop/messages", plain.query()),
            signed.to("POST", "/api/v1/apps/sho%70/messages", plain.query()),
            signed.to("POST", plain.path(), "a=1&b=+"),
            signed.to("POST", plain.path(), "b=%20&a=1"),
            signed.to("POST", plain.path(), ""),
            signed.to("POST", plain.path() + "?" + plain.query(), ""),
            signed.saying("{\"u\":1}"),
            signed.saying("{\"ü\":1} "),
            signed.saying(""))) {
      refuse(changed);
    }
    assertThat(scene.nonces.taken).isEmpty();
    scene.admit(signed);
  }

  @Test
  void changedHeaders_areRefused() {
    String signature = signed.headers().get("X-Gateway-Signature");
    String time = signed.headers().get("X-Gateway-Time");
    for (TestCall changed :
        List.of(
            signed.with("X-Gateway-Time", String.valueOf(Long.parseLong(time) + 1)),
            signed.with("X-Gateway-Time", "0" + time),
            signed.with("X-Gateway-Time", time + ".0"),
            signed.with("X-Gateway-Time", "now"),
            signed.with("X-Gateway-Time", "9".repeat(40)),
            signed.with("X-Gateway-Time", "-1"),
            signed.with("X-Gateway-Time", null),
            signed.with("X-Gateway-Nonce", "another-nonce-of-24-chars"),
            signed.with("X-Gateway-Nonce", "too-short"),
            signed.with("X-Gateway-Nonce", "n".repeat(65)),
            signed.with("X-Gateway-Nonce", "not a nonce, it has spaces"),
            signed.with("X-Gateway-Nonce", null),
            signed.with("X-Gateway-Signature", signature.substring(0, signature.length() - 2)),
            signed.with("X-Gateway-Signature", signature.substring(0, 4)),
            signed.with("X-Gateway-Signature", "v1=" + "0".repeat(64)),
            signed.with("X-Gateway-Signature", signature + "00"),
            signed.with("X-Gateway-Signature", signature.substring(3)),
            signed.with("X-Gateway-Signature", signature.replace("v1=", "v2=")),
            signed.with("X-Gateway-Signature", ""),
            signed.with("X-Gateway-Signature", null))) {
      refuse(changed);
    }
    assertThat(scene.nonces.taken).isEmpty();
  }

  @Test
  void unknownKey_isRefused_beforeTheBodyIsRead() {
    ServerCall call = signed.with("X-Gateway-Key", "b").call();

    scene.refuse(() -> scene.callers.admit(call, Scope.READ), ErrorCode.UNAUTHORIZED, Refusal.KEY);
    assertThat(call.bodyThatWasRead()).isEmpty();
    scene.refuse(signed.with("X-Gateway-Key", null), ErrorCode.UNAUTHORIZED, Refusal.KEY);
  }

  @Test
  void signature_isNotReplacedByASecretBesideIt() {
    refuse(signed.saying("other").with("X-API-Key", SECRET));
  }

  @Test
  void signature_ofThePreviousSecret_isAccepted() {
    CallerScene rotating = CallerScene.withKey("previous-secret", "the-previous-secret");
    TestSigner before = new TestSigner("a", "the-previous-secret", rotating.signer().clock());

    assertThat(rotating.admit(plain.signed(before)).id()).isEqualTo("a");
    assertThat(rotating.admit(plain.signed(rotating.signer())).id()).isEqualTo("a");
    refuse(plain.signed(before));
  }

  @ParameterizedTest
  @ValueSource(longs = {-301, 301, 3600, -100_000})
  void time_thatIsTooFarOff_isRefused_beforeTheBodyIsRead(long seconds) {
    ServerCall call = plain.signed(scene.signer().ahead(seconds)).call();

    assertThat(
            scene.refuse(
                () -> scene.callers.admit(call, Scope.READ),
                ErrorCode.UNAUTHORIZED,
                Refusal.SIGNATURE))
        .hasMessageContaining("X-Gateway-Time");
    assertThat(call.bodyThatWasRead()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(longs = {-300, 0, 300})
  void time_thatIsNearEnough_isAccepted(long seconds) {
    scene.admit(plain.signed(scene.signer().ahead(seconds)));
  }

  @Test
  void window_canBeSet() {
    CallerScene strict =
        CallerScene.with(
            "gateway.keys", "a",
            "gateway.key.a.secret", SECRET,
            "gateway.keys.signature-window", "10s");

    strict.admit(plain.signed(strict.signer().ahead(10)));
    strict.refuse(
        plain.signed(strict.signer().ahead(11)), ErrorCode.UNAUTHORIZED, Refusal.SIGNATURE);
  }

  @Test
  void bodyThatIsTooLarge_isRefused() {
    assertThat(
            catchThrowableOfType(
                    GatewayException.class,
                    () -> scene.admit(plain.saying("x".repeat(1_001)).signed(scene.signer())))
                .code())
        .isEqualTo(ErrorCode.TOO_LARGE);
    scene.admit(plain.saying("x".repeat(1_000)).signed(scene.signer()));
  }

  @Test
  void storeThatDoesNotAnswer_letsNothingThrough_andKeepsNobodyWaiting() {
    scene.nonces.silent = true;
    long begin = System.nanoTime();

    GatewayException refusal =
        catchThrowableOfType(GatewayException.class, () -> scene.admit(signed));

    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(5));
    assertThat(refusal.code()).isEqualTo(ErrorCode.OVERLOADED);
    assertThat(refusal.retryAfter()).isPositive();
  }

  private GatewayException refuse(TestCall call) {
    return scene.refuse(call, ErrorCode.UNAUTHORIZED, Refusal.SIGNATURE);
  }
}
