package io.wsgateway.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UserConnectionsTest {
  private static final String KEY = "gateway.user-connections";

  @ParameterizedTest
  @CsvSource({
    "all, ALL, 0, false",
    "latest, LATEST, 0, false",
    "newest:1, NEWEST, 1, true",
    "newest:10000, NEWEST, 10000, true",
    "oldest:3, OLDEST, 3, true",
    "device, DEVICE, 1, true"
  })
  void rule_isReadAndWritten(String text, UserConnections.Rule rule, int most, boolean closes) {
    UserConnections read = read(text);

    assertThat(read).isEqualTo(new UserConnections(rule, most)).hasToString(text);
    assertThat(read.closes()).isEqualTo(closes);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "none",
        "ALL",
        "newest",
        "newest:",
        "newest:0",
        "newest:-1",
        "newest:01",
        "newest:10001",
        "newest: 2",
        "oldest:x",
        "device:2",
        "latest:1"
      })
  void badRule_isRefusedWithWhatIsExpected(String text) {
    assertThatThrownBy(() -> read(text))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining(KEY + " is '" + text + "'")
        .hasMessageContaining("newest:N or oldest:N");
  }

  @Test
  void app_mayHaveARuleOfItsOwn() {
    AppsConfig apps =
        GatewayConfig.defaultsWith(
                Map.of(
                    KEY,
                    "device",
                    "gateway.apps",
                    "shop,chat",
                    "gateway.app.chat.user-connections",
                    "oldest:2"))
            .apps();

    assertThat(apps.get("shop").userConnections().rule()).isEqualTo(UserConnections.Rule.DEVICE);
    assertThat(apps.get("chat").userConnections())
        .isEqualTo(new UserConnections(UserConnections.Rule.OLDEST, 2));
  }

  private static UserConnections read(String text) {
    return GatewayConfig.defaultsWith(Map.of(KEY, text)).apps().get("any").userConnections();
  }
}
