package io.wsgateway.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wsgateway.config.AccessConfig;
import io.wsgateway.core.ErrorCode;
import io.wsgateway.core.GatewayException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CallersTest {
  private static final String SECRET = "0123456789abcdef";
  private static final Callers KEYLESS = new Callers(new AccessConfig(Map.of(), false, List.of()));
  private static final Callers KEYED =
      new Callers(new AccessConfig(Map.of("a", "fedcba9876543210", "b", SECRET), false, List.of()));

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "127.8.9.10", "::1", "0:0:0:0:0:0:0:1"})
  void withoutKey_aProgramOnThisMachinePasses(String address) {
    assertThatCode(() -> KEYLESS.check(address, headers("Host", "localhost:8080")::get))
        .doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(strings = {"10.0.0.1", "192.168.0.1", "2001:db8::1", "127.0.0.1.evil.example", ""})
  void withoutKey_anotherMachineIsRefusedAndToldTheKey(String address) {
    assertRefused(
        () -> KEYLESS.check(address, headers("Host", "localhost")::get), ErrorCode.FORBIDDEN);
    assertThatThrownBy(() -> KEYLESS.check(address, headers("Host", "localhost")::get))
        .hasMessageContaining("gateway.key.backend.secret");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Real-IP", "Via"})
  void withoutKey_whatComesThroughAProxyIsRefused(String header) {
    assertRefused(
        () -> KEYLESS.check("127.0.0.1", headers("Host", "localhost", header, "127.0.0.1")::get),
        ErrorCode.FORBIDDEN);
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
    Map<String, String> headers = headers("Host", host, "Origin", origin, "Sec-Fetch-Site", site);
    ThrowingCallable call = () -> KEYLESS.check("127.0.0.1", headers::get);

    if (allowed) {
      assertThatCode(call).doesNotThrowAnyException();
    } else {
      assertRefused(call, ErrorCode.FORBIDDEN);
    }
  }

  @Test
  void withKeys_anyOfThemPassesFromAnywhere_inEitherHeader() {
    for (Map<String, String> headers :
        List.of(
            headers("X-API-Key", SECRET),
            headers("X-API-Key", "fedcba9876543210", "X-Forwarded-For", "10.0.0.1"),
            headers("Authorization", "Bearer " + SECRET),
            headers("Authorization", "bearer  " + SECRET + " "))) {
      assertThatCode(() -> KEYED.check("10.0.0.1", headers::get)).doesNotThrowAnyException();
    }
  }

  @Test
  void withKeys_nobodyPassesWithout_notEvenFromThisMachine() {
    for (Map<String, String> headers :
        List.of(
            headers("Host", "localhost"),
            headers("X-API-Key", SECRET + "0"),
            headers("X-API-Key", ""),
            headers("Authorization", "Basic " + SECRET),
            headers("Authorization", SECRET))) {
      assertRefused(() -> KEYED.check("127.0.0.1", headers::get), ErrorCode.UNAUTHORIZED);
    }
  }

  @Test
  void open_letsEverybodyPass() {
    Callers open = new Callers(new AccessConfig(Map.of("a", SECRET), true, List.of()));

    assertThatCode(() -> open.check("10.0.0.1", headers("Origin", "http://evil.example")::get))
        .doesNotThrowAnyException();
  }

  @Test
  void withKeys_anInsiderIsAProgramOnThisMachine_orWhoeverShowsAKey() {
    Map<String, String> local = headers("Host", "localhost:8080");
    Map<String, String> known = headers("Host", "localhost", "X-API-Key", SECRET);

    assertThatCode(() -> KEYED.checkInsider("127.0.0.1", local::get)).doesNotThrowAnyException();
    assertThatCode(() -> KEYED.checkInsider("10.0.0.1", known::get)).doesNotThrowAnyException();
    assertRefused(() -> KEYED.checkInsider("10.0.0.1", local::get), ErrorCode.UNAUTHORIZED);
    for (String[] trace :
        new String[][] {
          {"Via", "proxy"}, {"Host", "evil.example"}, {"Origin", "http://evil.example"}
        }) {
      Map<String, String> suspect = headers("Host", "localhost", trace[0], trace[1]);
      assertRefused(() -> KEYED.checkInsider("127.0.0.1", suspect::get), ErrorCode.UNAUTHORIZED);
    }
  }

  @Test
  void withoutKey_anInsiderIsAProgramOnThisMachine_evenIfPushingIsOpen() {
    Callers open = new Callers(new AccessConfig(Map.of(), true, List.of()));
    Map<String, String> local = headers("Host", "localhost");

    assertThatCode(() -> open.checkInsider("::1", local::get)).doesNotThrowAnyException();
    assertRefused(() -> open.checkInsider("10.0.0.1", local::get), ErrorCode.FORBIDDEN);
  }

  private static void assertRefused(ThrowingCallable call, ErrorCode code) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(GatewayException.class, e -> assertThat(e.code()).isEqualTo(code));
  }

  private static Map<String, String> headers(String... namesAndValues) {
    Map<String, String> headers = new HashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      headers.put(namesAndValues[i], namesAndValues[i + 1]);
    }
    return headers;
  }
}
