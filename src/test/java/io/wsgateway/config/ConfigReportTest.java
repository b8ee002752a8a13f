package io.wsgateway.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigReportTest {
  private static ConfigReport.Item item(ConfigReport report, String key) {
    return report.items().stream().filter(one -> one.key().equals(key)).findAny().orElseThrow();
  }

  @Test
  void report_hasEveryKey_andWhatIsDescribed() {
    ConfigReport report =
        GatewayConfig.defaultsWith(Map.of("gateway.apps", "shop", "gateway.app.shop.auth", "realm"))
            .report();

    assertThat(report.items())
        .extracting(ConfigReport.Item::key)
        .containsAll(GatewayConfig.defaults().keySet())
        .contains("gateway.app.shop.auth")
        .doesNotContain("gateway.app.shop.secret")
        .isSorted();
    assertThat(item(report, "gateway.lanes"))
        .isEqualTo(new ConfigReport.Item("gateway.lanes", "0", "default", false));
    assertThat(item(report, "gateway.app.shop.auth"))
        .isEqualTo(new ConfigReport.Item("gateway.app.shop.auth", "realm", "values", true));
    assertThat(report.differences())
        .contains("gateway.apps=shop", "gateway.app.shop.auth=realm", "(values)")
        .doesNotContain("gateway.lanes");
  }

  @Test
  void report_tellsWhatIsInForce_notWhatWaitsForARestart() {
    Map<String, String> values = new HashMap<>();
    GatewayConfig config = GatewayConfig.defaultsWith(values);
    values.put("gateway.lanes", "5");
    values.put("gateway.limit.messages", "7");
    config.reload();

    assertThat(item(config.report(), "gateway.lanes").value()).isEqualTo("0");
    assertThat(item(config.report(), "gateway.limit.messages").value()).isEqualTo("7");
  }

  @Test
  void secrets_areInNoReport() {
    ConfigReport report =
        GatewayConfig.defaultsWith(
                Map.of(
                    "gateway.apps", "shop",
                    "gateway.app.shop.auth", "jwt",
                    "gateway.app.shop.secret", "hunter2-secret",
                    "gateway.app.shop.previous-secret", "hunter2-before",
                    "gateway.app.shop.jwks-url", "https://bob:hunter2@keys.example/set?k=hunter2",
                    "gateway.keys", "backend",
                    "gateway.key.backend.secret", "hunter2-backend-secret",
                    "gateway.redis.uri", "redis://bob:hunter2@redis.example:6379/2",
                    "gateway.rabbitmq.uri", "amqp://bob:hunter2@rabbit.example",
                    "gateway.redis.sentinel-password", "hunter2"))
            .report();

    assertThat(report.toString() + report.differences()).doesNotContain("hunter2");
    assertThat(item(report, "gateway.app.shop.secret").value()).isEqualTo("(not shown)");
    assertThat(item(report, "gateway.redis.uri").value())
        .isEqualTo("redis://(not shown)@redis.example:6379/2");
    assertThat(item(report, "gateway.app.shop.jwks-url").value())
        .isEqualTo("https://(not shown)@keys.example/set?(not shown)");
  }

  @ParameterizedTest
  @CsvSource({
    "gateway.redis.uri, redis://a@b:c@host:1, redis://(not shown)@host:1",
    "gateway.redis.uri, redis://a:b?c#d@host:1, redis://(not shown)@host:1",
    "gateway.redis.uri, hunter2, (not shown)",
    "gateway.key.a.secret, hunter2, (not shown)",
    "gateway.app.a.jwks, {}, (not shown)",
    "gateway.lanes, 3, 3",
    "gateway.redis.sentinel-password, '', ''",
  })
  void values_areShownWithoutSecrets(String key, String value, String shown) {
    assertThat(Masking.shown(key, value)).isEqualTo(shown);
  }
}
