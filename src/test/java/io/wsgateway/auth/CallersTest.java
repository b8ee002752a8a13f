package io.wsgateway.auth;

import static io.wsgateway.auth.CallerScene.SECRET;
import static org.assertj.core.api.Assertions.assertThat;

import io.wsgateway.config.Scope;
import io.wsgateway.core.ErrorCode;
import io.wsgateway.core.Refusal;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may call with a key's secret, or with none. */
class CallersTest {
  private static final TestCall LOCAL =
      TestCall.remote().from("127.0.0.1").with("Host", "localhost:8080");

  private final CallerScene keyless = CallerScene.with();
  private final CallerScene keyed =
      CallerScene.with(
          "gateway.keys", "b,a",
          "gateway.key.b.secret", "fedcba9876543210",
          "gateway.key.a.secret", SECRET);

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "127.8.9.10", "::1", "0:0:0:0:0:0:0:1"})
  void withoutKey_aProgramOnThisMachineMayDoAll(String address) {
    assertThat(keyless.admit(LOCAL.from(address), Scope.ADMIN).scopes()).contains(Scope.values());
  }

  @ParameterizedTest
  @ValueSource(strings = {"10.0.0.1", "192.168.0.1", "2001:db8::1", "127.0.0.1.evil.example", ""})
  void withoutKey_anotherMachineIsRefusedAndToldTheKey(String address) {
    assertThat(keyless.refuse(LOCAL.from(address), ErrorCode.FORBIDDEN, Refusal.ADDRESS))
        .hasMessageContaining("gateway.key.backend.secret");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Real-IP", "Via"})
  void withoutKey_whatComesThroughAProxyIsRefused(String header) {
    keyless.refuse(LOCAL.with(header, "127.0.0.1"), ErrorCode.FORBIDDEN, Refusal.ADDRESS);
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "localhost:8080, -, -, true",
        "localhost:8080, http://localhost:8080, same-origin, true",
        "localhost:8080, -, none, true",
        "[::1]:8080, http://[::1]:8080, -, true",
        "localhost:8080, http://evil.example, -, false",
        "localhost:8080, http://localhost:3000, same-site, false",
        "localhost:8080, -, cross-site, false",
        "localhost:8080, null, -, false",
        "evil.example:8080, http://evil.example:8080, same-origin, false",
        "evil.example:8080, -, -, false",
        "%, -, -, false",
      })
  void withoutKey_webPagesOfOtherOriginsAreRefused(
      String host, String origin, String site, boolean allowed) {
    TestCall call = LOCAL.with("Host", host).with("Origin", origin).with("Sec-Fetch-Site", site);

    if (allowed) {
      keyless.admit(call);
    } else {
      keyless.refuse(call, ErrorCode.FORBIDDEN, Refusal.ADDRESS);
    }
  }

  @Test
  void withKeys_anyOfThemPassesFromAnywhere_inEitherHeader() {
    TestCall remote = TestCall.remote();

    assertThat(keyed.admit(remote.with("X-API-Key", SECRET)).id()).isEqualTo("a");
    assertThat(keyed.admit(remote.with("Authorization", "bearer  " + SECRET + " ")).id())
        .isEqualTo("a");
    assertThat(
            keyed
                .admit(remote.with("X-API-Key", "fedcba9876543210").with("X-Forwarded-For", "::1"))
                .id())
        .isEqualTo("b");
  }

  @Test
  void withKeys_nobodyPassesWithout_notEvenFromThisMachine() {
    for (TestCall call :
        List.of(
            LOCAL,
            LOCAL.with("X-API-Key", SECRET + "0"),
            LOCAL.with("X-API-Key", SECRET.substring(1)),
            LOCAL.with("X-API-Key", ""),
            LOCAL.with("X-API-Key", "a"),
            LOCAL.with("Authorization", "Basic " + SECRET),
            LOCAL.with("Authorization", SECRET))) {
      keyed.refuse(call, ErrorCode.UNAUTHORIZED, Refusal.KEY);
    }
  }

  @Test
  void open_letsEverybodyDoAllButAdministration() {
    TestCall page = TestCall.remote().with("Origin", "http://evil.example");
    for (CallerScene open :
        List.of(
            CallerScene.with("gateway.push.open", "true"),
            CallerScene.with(
                "gateway.push.open",
                "true",
                "gateway.keys",
                "a",
                "gateway.key.a.secret",
                SECRET))) {
      assertThat(open.admit(page).scopes())
          .containsExactlyInAnyOrder(Scope.PUSH, Scope.READ, Scope.MANAGE);
      assertThat(open.admit(page.with("X-API-Key", "not a key")).id()).isEqualTo("(anybody)");
      open.refuse(() -> open.admit(page, Scope.ADMIN), ErrorCode.FORBIDDEN, Refusal.SCOPE);
    }
  }

  @Test
  void open_whoShowsAKeyHasItsScopes() {
    CallerScene open = CallerScene.withKey("scopes", "admin,read");
    CallerScene alsoOpen =
        CallerScene.with(
            "gateway.push.open", "true",
            "gateway.keys", "a",
            "gateway.key.a.secret", SECRET,
            "gateway.key.a.scopes", "admin,read");
    for (CallerScene scene : List.of(open, alsoOpen)) {
      assertThat(scene.admit(TestCall.remote().with("X-API-Key", SECRET), Scope.ADMIN).id())
          .isEqualTo("a");
    }
  }

  @Test
  void whatIsForSomebody_isNotForAnybody_evenIfPushingIsOpen() {
    CallerScene open = CallerScene.with("gateway.push.open", "true");
    Caller anybody = open.admit(TestCall.remote(), Scope.READ);

    open.refuse(anybody::requireSomebody, ErrorCode.FORBIDDEN, Refusal.SCOPE);
    keyed.admit(TestCall.remote().with("X-API-Key", SECRET), Scope.READ).requireSomebody();
  }

  @Test
  void withKeys_anInsiderIsAProgramOnThisMachine_orWhoeverShowsAKey() {
    assertThat(keyed.callers.admitInsider(LOCAL.call(), Scope.READ).id()).isEqualTo("(local)");
    assertThat(
            keyed
                .callers
                .admitInsider(TestCall.remote().with("X-API-Key", SECRET).call(), Scope.READ)
                .id())
        .isEqualTo("a");
    for (TestCall suspect :
        List.of(
            LOCAL.from("10.0.0.1"),
            LOCAL.with("Via", "proxy"),
            LOCAL.with("Host", "evil.example"),
            LOCAL.with("Origin", "http://evil.example"))) {
      keyed.refuse(
          () -> keyed.callers.admitInsider(suspect.call(), Scope.READ),
          ErrorCode.UNAUTHORIZED,
          Refusal.KEY);
    }
  }

  @Test
  void withoutKey_anInsiderIsAProgramOnThisMachine_evenIfPushingIsOpen() {
    CallerScene open = CallerScene.with("gateway.push.open", "true");

    assertThat(open.callers.admitInsider(LOCAL.call(), Scope.READ).id()).isEqualTo("(local)");
    open.refuse(
        () -> open.callers.admitInsider(TestCall.remote().call(), Scope.READ),
        ErrorCode.FORBIDDEN,
        Refusal.ADDRESS);
  }
}
