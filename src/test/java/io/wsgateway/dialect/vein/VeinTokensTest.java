package io.wsgateway.dialect.vein;

import static org.assertj.core.api.Assertions.assertThat;

import io.wsgateway.auth.SignedTokens;
import io.wsgateway.config.AppsConfig;
import io.wsgateway.config.GatewayConfig;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VeinTokensTest {
  private static final Instant NOW = Instant.ofEpochSecond(1_800_000_000);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"sub\":\"u\"}",
        "{\"sub\":\"u\",\"exp\":1800000000}",
        "{\"sub\":\"u\",\"exp\":1800000001}",
        "{\"sub\":\"u\",\"exp\":0}",
        "{\"sub\":\"u\",\"exp\":null,\"nbf\":null,\"iat\":null,\"aud\":null}",
        "{\"sub\":\"u\",\"nbf\":1800000000,\"iat\":1800000000}",
        "{\"sub\":\"u\",\"nbf\":0,\"iat\":0}",
        "{\"sub\":\"u\",\"nbf\":-5,\"iat\":-5}",
        "{\"sub\":\"u\",\"aud\":\"one\",\"iss\":\"anybody\",\"other\":[{}]}",
      })
  void goodClaims_giveTheSubject(String claims) {
    assertThat(subject(claims)).contains("u");
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "{\"sub\":\"\"}", "{\"sub\":null}"})
  void noSubject_isTheEmptyOne(String claims) {
    assertThat(subject(claims)).contains("");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"sub\":\"u\",\"exp\":1799999999}",
        "{\"sub\":\"u\",\"exp\":-1}",
        "{\"sub\":\"u\",\"exp\":\"4102444800\"}",
        "{\"sub\":\"u\",\"exp\":4102444800.5}",
        "{\"sub\":\"u\",\"exp\":4102444800.0}",
        "{\"sub\":\"u\",\"exp\":41e8}",
        "{\"sub\":\"u\",\"exp\":1e999999999}",
        "{\"sub\":\"u\",\"exp\":9223372036854775808}",
        "{\"sub\":\"u\",\"exp\":true}",
        "{\"sub\":\"u\",\"nbf\":1800000001}",
        "{\"sub\":\"u\",\"nbf\":\"0\"}",
        "{\"sub\":\"u\",\"iat\":1800000001}",
        "{\"sub\":\"u\",\"iat\":[]}",
        "{\"sub\":5}",
        "{\"sub\":[\"u\"]}",
        "{\"sub\":\"u\",\"aud\":[\"one\"]}",
        "{\"sub\":\"u\",\"aud\":{}}",
      })
  void badClaims_areRefused(String claims) {
    assertThat(subject(claims)).isEmpty();
  }

  @Test
  void anotherSecret_isRefused() {
    String token = SignedTokens.hs256("{\"sub\":\"u\"}", "secret");

    assertThat(subject(token, "secres", NOW)).isEmpty();
    assertThat(subject(SignedTokens.unsigned("{\"sub\":\"u\"}"), "secret", NOW)).isEmpty();
    assertThat(subject("garbage", "secret", NOW)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"HS256,HmacSHA256", "HS384,HmacSHA384", "HS512,HmacSHA512"})
  void allThreeAlgorithms_areTaken(String jwa, String mac) {
    String token = SignedTokens.signed(jwa, mac, "{\"sub\":\"u\"}", "secret");

    assertThat(subject(token, "secret", NOW)).contains("u");
  }

  private static Optional<String> subject(String claims) {
    return subject(SignedTokens.hs256(claims, "secret"), "secret", NOW);
  }

  private static Optional<String> subject(String token, String secret, Instant now) {
    return VeinTokens.account(token, "app", settings(secret), now).map(VeinAccount::name);
  }

  private static AppsConfig.App settings(String secret) {
    return GatewayConfig.defaultsWith(
            Map.of(
                "gateway.apps", "app",
                "gateway.app.app.secret", "another",
                "gateway.app.app.previous-secret", secret))
        .apps()
        .get("app");
  }
}
