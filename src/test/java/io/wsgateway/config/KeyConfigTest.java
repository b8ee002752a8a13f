package io.wsgateway.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeyConfigTest {
  private static final String SECRET = "0123456789abcdef";

  @Test
  void key_isForAllAppsAndMostUses_unlessItSaysOtherwise() {
    KeyConfig key = read(Map.of()).keys().get("a");

    assertThat(key)
        .isEqualTo(
            new KeyConfig(
                "a",
                SECRET,
                Optional.empty(),
                Set.of("*"),
                Set.of(Scope.PUSH, Scope.READ, Scope.MANAGE),
                0,
                Optional.empty(),
                false));
  }

  @Test
  void key_hasAllThatIsSaidOfIt() {
    KeyConfig key =
        read(Map.of(
                "previous-secret", "fedcba9876543210",
                "apps", "shop, chat",
                "scopes", "manage, push",
                "rate", "25",
                "expires", "2030-01-31T12:00:00+02:00",
                "signed", "true"))
            .keys()
            .get("a");

    assertThat(key.previousSecret()).contains("fedcba9876543210");
    assertThat(key.apps()).containsExactlyInAnyOrder("shop", "chat");
    assertThat(key.scopes()).containsExactlyInAnyOrder(Scope.MANAGE, Scope.PUSH);
    assertThat(key.rate()).isEqualTo(25);
    assertThat(key.expires()).contains(Instant.parse("2030-01-31T10:00:00Z"));
    assertThat(key.signed()).isTrue();
    assertThat(key.toString()).doesNotContain(SECRET).doesNotContain("fedcba9876543210");
  }

  @Test
  void adminOfSomeApps_isNone() {
    assertThatThrownBy(() -> read(Map.of("apps", "shop", "scopes", "admin")))
        .hasMessageContaining("gateway.key.a.apps");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "previous-secret | tooshort | a secret of at least 16 characters",
        "scopes | push,write | some of push, read, manage, admin",
        "rate | -1 | a whole number from 0 to 1000000",
        "rate | ten | a whole number from 0 to 1000000",
        "expires | tomorrow | a time such as",
        "expires | 2030-02-30 | a time such as",
        "expires | 2030-01-31T12:00 | a time such as",
        "signed | yes | true or false",
      })
  void badValues_areNamed(String name, String value, String expected) {
    assertThatThrownBy(() -> read(Map.of(name, value)))
        .hasMessageContaining("gateway.key.a." + name)
        .hasMessageContaining(expected)
        .hasMessageNotContaining("tooshort");
  }

  @Test
  void twoKeys_mayNotHaveOneSecret() {
    for (String name : List.of("secret", "previous-secret")) {
      Map<String, String> values = new HashMap<>();
      values.put("gateway.keys", "a,b");
      values.put("gateway.key.a.secret", SECRET);
      values.put("gateway.key.b.secret", "fedcba9876543210");
      values.put("gateway.key.b." + name, SECRET);

      assertThatThrownBy(() -> GatewayConfig.defaultsWith(values))
          .hasMessageContaining("gateway.key.b.secret")
          .hasMessageContaining("another one than a has")
          .hasMessageNotContaining(SECRET);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "https://admin.shop.example, true",
    "https://*.shop.example, true",
    "http://localhost:3000, true",
    "http://localhost:*, true",
    "*, false",
    "https://*, false",
    "https://shop.*, false",
    "null, false",
    "shop.example, false",
  })
  void corsOrigins_areNamed_andNeverAll(String origin, boolean allowed) {
    Map<String, String> values = Map.of("gateway.api.cors-origins", origin);
    if (allowed) {
      assertThat(GatewayConfig.defaultsWith(values).access().corsOrigins()).containsExactly(origin);
    } else {
      assertThatThrownBy(() -> GatewayConfig.defaultsWith(values))
          .hasMessageContaining("gateway.api.cors-origins is '" + origin + "'");
    }
  }

  @Test
  void signatureWindow_isFiveMinutes() {
    assertThat(read(Map.of()).signatureWindow()).isEqualTo(Duration.ofSeconds(300));
  }

  private static AccessConfig read(Map<String, String> settings) {
    Map<String, String> values = new HashMap<>();
    values.put("gateway.keys", "a");
    values.put("gateway.key.a.secret", SECRET);
    settings.forEach((name, value) -> values.put("gateway.key.a." + name, value));
    return GatewayConfig.defaultsWith(values).access();
  }
}
