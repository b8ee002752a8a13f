package io.wsgateway.auth;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HmacTokensTest {
  private static final String CLAIMS = "{\"sub\":\"7\",\"n\":9007199254740993}";

  @ParameterizedTest
  @CsvSource({"HS256,HmacSHA256", "HS384,HmacSHA384", "HS512,HmacSHA512"})
  void verify_acceptsSecretsOfAnyLength_andGivesTheClaims(String jwa, String mac) {
    for (int length : new int[] {1, 6, 31, 32, 63, 64, 65, 127, 128, 129, 300}) {
      String secret = "ö" + "s".repeat(length - 1);

      assertThat(HmacTokens.verify(SignedTokens.signed(jwa, mac, CLAIMS, secret), secret))
          .as(jwa + " with " + length)
          .get()
          .hasToString(CLAIMS);
    }
  }

  @Test
  void verify_refusesAnotherSecret() {
    String token = SignedTokens.hs256(CLAIMS, "secret");

    assertThat(HmacTokens.verify(token, "secres")).isEmpty();
    assertThat(HmacTokens.verify(token, "secret ")).isEmpty();
    assertThat(HmacTokens.verify(token, "")).isEmpty();
  }

  @Test
  void verify_refusesChangedClaims() {
    String[] good = SignedTokens.hs256(CLAIMS, "secret").split("\\.");
    String[] other = SignedTokens.hs256("{\"sub\":\"8\"}", "secret").split("\\.");

    assertThat(HmacTokens.verify(good[0] + "." + other[1] + "." + good[2], "secret")).isEmpty();
  }

  @Test
  void verify_refusesOtherAlgorithms() {
    assertThat(HmacTokens.verify(SignedTokens.unsigned(CLAIMS), "secret")).isEmpty();
    assertThat(
            HmacTokens.verify(
                SignedTokens.signed("HS256", "HmacSHA512", CLAIMS, "secret"), "secret"))
        .isEmpty();
    assertThat(
            HmacTokens.verify(
                SignedTokens.signed("RS256", "HmacSHA256", CLAIMS, "secret"), "secret"))
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "x",
        "..",
        "a.b.c",
        "a.b",
        "a.b.c.d.e",
        "eyJhbGciOiJIUzI1NiJ9..",
        "😀",
        "bnVsbA.e30.AAAA", // a head that reads null
        "W10.e30.AAAA"
      })
  void verify_ofNoToken_isNothing(String token) {
    assertThat(HmacTokens.verify(token, "secret")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "5", "[]", "null", "{", "{}x", "text"})
  void verify_ofClaimsThatAreNoObject_isNothing(String claims) {
    assertThat(HmacTokens.verify(SignedTokens.hs256(claims, "secret"), "secret")).isEmpty();
  }
}
