package io.wsgateway.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReloadTest {
  private final Map<String, String> values = new HashMap<>();
  private final GatewayConfig config = GatewayConfig.defaultsWith(values);

  @Test
  void nothingChanged_isSaidSo() {
    Reload reload = config.reload();

    assertThat(reload.changed()).isEmpty();
    assertThat(reload.needRestart()).isEmpty();
    assertThat(reload.toString()).isEqualTo("The configuration was reloaded; nothing has changed");
  }

  @Test
  void appsKeysAndLimits_changeAtOnce() {
    values.put("gateway.apps", "shop");
    values.put("gateway.app.shop.secret", "old");
    config.reload();
    values.put("gateway.app.shop.secret", "new");
    values.put("gateway.keys", "backend");
    values.put("gateway.key.backend.secret", "0123456789abcdef");
    values.put("gateway.limit.messages", "7");
    values.put("gateway.drain.pace", "9");

    Reload reload = config.reload("ops");

    assertThat(reload.changed())
        .containsExactly(
            "gateway.app.shop.secret",
            "gateway.drain.pace",
            "gateway.key.backend.secret",
            "gateway.keys",
            "gateway.limit.messages");
    assertThat(reload.needRestart()).isEmpty();
    assertThat(reload.toString()).contains("by ops").doesNotContain("0123456789abcdef");
    assertThat(config.apps().get("shop").secret()).contains("new");
    assertThat(config.access().keys()).containsKey("backend");
    assertThat(config.limits().inbound().ofConnection().messages()).isEqualTo(7);
    assertThat(config.drain().pace()).isEqualTo(9);
  }

  @Test
  void whatIsTakenOut_getsItsDefaultAgain() {
    values.put("gateway.limit.messages", "7");
    config.reload();
    values.clear();

    assertThat(config.reload().changed()).containsExactly("gateway.limit.messages");
    assertThat(config.limits().inbound().ofConnection().messages()).isEqualTo(1000);
  }

  @Test
  void whatNeedsARestart_isNamedEachTime_andStays() {
    values.put("gateway.redis.timeout", "2s");
    values.put("gateway.root-dialect.5000", "gm");
    values.put("gateway.limit.messages", "7");

    assertThat(config.reload().needRestart())
        .containsExactly("gateway.redis.timeout", "gateway.root-dialect.5000");
    assertThat(config.redis().timeout()).hasMillis(1500);
    assertThat(config.rootDialect().at(5000)).isEmpty();
    assertThat(config.limits().inbound().ofConnection().messages()).isEqualTo(7);

    Reload again = config.reload();
    assertThat(again.changed()).isEmpty();
    assertThat(again.needRestart())
        .containsExactly("gateway.redis.timeout", "gateway.root-dialect.5000");
    values.keySet().removeIf(key -> !key.startsWith("gateway.limit"));
    assertThat(config.reload().needRestart()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"gateway.limit.bytes", "gateway.lanes"})
  void badValue_changesNothing_andAllFaultsAreSaid(String key) {
    values.put("gateway.limit.messages", "7");
    values.put(key, "many");
    values.put("gateway.keys", "backend");
    List<Reload> heard = new ArrayList<>();
    config.onReload(heard::add);

    assertThatThrownBy(config::reload)
        .isInstanceOfSatisfying(
            ConfigurationException.class,
            e ->
                assertThat(e.problems())
                    .hasSize(2)
                    .anyMatch(one -> one.startsWith(key + " is 'many', expected "))
                    .anyMatch(one -> one.startsWith("gateway.key.backend.secret is (not shown)")))
        .hasMessageStartingWith("The configuration was not reloaded, all stays as it was: ");
    assertThat(config.limits().inbound().ofConnection().messages()).isEqualTo(1000);
    assertThat(config.access().keys()).isEmpty();
    assertThat(heard).isEmpty();
  }

  @Test
  void listeners_areTold_andOneThatFailsStopsNobody() {
    List<Integer> heard = new ArrayList<>();
    config.onReload(
        () -> {
          throw new IllegalStateException("on purpose");
        });
    config.onReload(() -> heard.add(config.limits().inbound().ofConnection().messages()));
    values.put("gateway.limit.messages", "7");

    config.reload();

    assertThat(heard).containsExactly(7);
  }

  @Test
  void whatAConsumerRequires_isRequiredNowAndLater() {
    config.require(
        candidate -> {
          if (candidate.limits().inbound().ofConnection().messages() == 7) {
            throw new ConfigurationException(List.of("no sevens"));
          }
        });
    values.put("gateway.limit.messages", "7");

    assertThatThrownBy(config::reload).hasMessageContaining("no sevens");
    assertThat(config.limits().inbound().ofConnection().messages()).isEqualTo(1000);
  }

  @Test
  void everyPatternOfWhatCanBeReloaded_hasAKey() {
    assertThat(GatewayConfig.defaults().keySet().stream().filter(Reloadable::is))
        .contains("gateway.apps", "gateway.keys", "gateway.limit.bytes-per-app", "gateway.origins")
        .doesNotContain("gateway.exchange", "gateway.redis.uri", "gateway.lanes", "gateway.gm.app");
    assertThat(Reloadable.is("gateway.app.shop.secret")).isTrue();
    assertThat(Reloadable.is("gateway.key.backend.secret")).isTrue();
    assertThat(Reloadable.is("gateway.root-dialect.5000")).isFalse();
  }
}
