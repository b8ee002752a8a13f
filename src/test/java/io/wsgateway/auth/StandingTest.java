package io.wsgateway.auth;

import static io.wsgateway.auth.CallerScene.SECRET;
import static org.assertj.core.api.Assertions.assertThat;

import io.wsgateway.config.Scope;
import io.wsgateway.core.ErrorCode;
import io.wsgateway.core.Refusal;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A caller whose call lasts is asked anew for each push. */
class StandingTest {
  private static final TestCall CALL = TestCall.remote().with("X-API-Key", SECRET);

  private static final TestCall LOCAL =
      TestCall.remote().from("127.0.0.1").with("Host", "localhost:8080");

  private static Standing open(CallerScene scene, TestCall call) {
    return scene.callers.admitLasting(call.call(), Scope.PUSH, "shop");
  }

  @Test
  void key_lasts_untilItIsTakenOut() {
    CallerScene scene = CallerScene.withKey();
    Standing standing = open(scene, CALL);
    standing.push();
    assertThat(standing.caller().id()).isEqualTo("a");

    scene.reload("gateway.keys", "a", "gateway.key.a.secret", "another-secret-of-a");

    scene.refuse(() -> standing.push(), ErrorCode.UNAUTHORIZED, Refusal.KEY);
  }

  @Test
  void secretThatBecomesThePreviousOne_lasts() {
    CallerScene scene = CallerScene.withKey();
    Standing standing = open(scene, CALL);

    scene.reload(
        "gateway.keys",
        "a",
        "gateway.key.a.secret",
        "another-secret-of-a",
        "gateway.key.a.previous-secret",
        SECRET);

    standing.push();
  }

  @Test
  void keyThatExpires_orLosesScopeOrApp_isRefused() {
    CallerScene scene = CallerScene.withKey("expires", "2030-01-02");
    Standing standing = open(scene, CALL);
    standing.push();
    scene.pass(Duration.ofDays(1));
    scene.refuse(() -> standing.push(), ErrorCode.UNAUTHORIZED, Refusal.KEY);

    CallerScene other = CallerScene.withKey();
    Standing pushing = open(other, CALL);
    other.reload(
        "gateway.keys", "a", "gateway.key.a.secret", SECRET, "gateway.key.a.scopes", "read");
    other.refuse(() -> pushing.push(), ErrorCode.FORBIDDEN, Refusal.SCOPE);
    other.reload("gateway.keys", "a", "gateway.key.a.secret", SECRET, "gateway.key.a.apps", "chat");
    other.refuse(() -> pushing.push(), ErrorCode.FORBIDDEN, Refusal.SCOPE);
  }

  @Test
  void eachPush_usesUpTheRate_andALaterOnePasses() {
    CallerScene scene = CallerScene.withKey("rate", "4");
    Standing standing = open(scene, CALL);
    standing.push();
    standing.push();
    standing.push();
    scene.refuse(() -> standing.push(), ErrorCode.LIMIT, Refusal.RATE);

    scene.pass(Duration.ofMillis(250));

    standing.push().chargeFor(3);
    scene.pass(Duration.ofMillis(500));
    scene.refuse(() -> standing.push(), ErrorCode.LIMIT, Refusal.RATE);
    scene.pass(Duration.ofMillis(250));
    standing.push();
  }

  @Test
  void programOnThisMachine_lasts_untilThereAreKeys() {
    CallerScene scene = CallerScene.with();
    Standing standing = open(scene, LOCAL);
    standing.push().chargeFor(1000);

    scene.reload("gateway.keys", "a", "gateway.key.a.secret", SECRET);

    scene.refuse(() -> standing.push(), ErrorCode.UNAUTHORIZED, Refusal.KEY);
  }

  @Test
  void anybody_lasts_whilePushingIsOpen() {
    CallerScene scene = CallerScene.with("gateway.push.open", "true");
    Standing standing = open(scene, TestCall.remote());
    standing.push();

    scene.reload();

    scene.refuse(() -> standing.push(), ErrorCode.UNAUTHORIZED, Refusal.KEY);
  }

  @Test
  void keyOfAnotherApp_andSignature_areRefusedAtOnce() {
    CallerScene scene = CallerScene.withKey("apps", "chat");
    scene.refuse(() -> open(scene, CALL), ErrorCode.FORBIDDEN, Refusal.SCOPE);
    TestCall signed = TestCall.remote().with("X-Gateway-Key", "a");
    scene.refuse(() -> open(scene, signed), ErrorCode.UNAUTHORIZED, Refusal.SIGNATURE);
  }
}
