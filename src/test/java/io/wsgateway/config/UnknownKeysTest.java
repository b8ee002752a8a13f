package io.wsgateway.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UnknownKeysTest {
  private static final Set<String> DOCUMENTED = GatewayConfig.defaults().keySet();

  @Test
  void keysThatNobodyAsksFor_areFoundInPropertiesAndEnvironment() {
    Set<String> asked =
        Set.of(
            "gateway.app.shop.user-connections",
            "gateway.app.shop.auth-url",
            "gateway.key.backend.secret",
            "gateway.root-dialect.9000");
    Set<String> names =
        Set.of(
            "gateway.lanes",
            "GATEWAY_REDIS_URI",
            "gateway.app.shop.user-connections",
            "GATEWAY_KEY_BACKEND_SECRET",
            "java.home",
            "gateway.root-dialect.9000",
            "GATEWAY_APP_SHOP_AUTH_URL",
            "gateway.redis.url",
            "GATEWAY_LANE",
            "gateway.app.shop.colour");

    assertThat(UnknownKeys.among(names, asked, DOCUMENTED))
        .extracting(ConfigReport.Unknown::key)
        .containsExactlyInAnyOrder("gateway.redis.url", "GATEWAY_LANE", "gateway.app.shop.colour");
  }

  @ParameterizedTest
  @CsvSource({
    "gateway.redis.url, gateway.redis.uri",
    "gateway.lane, gateway.lanes",
    "gateway.limit.conections, gateway.limit.connections",
    "gateway.app.shop.secrte, gateway.app.shop.secret",
    "gateway.app.my.shop.authurl, gateway.app.my.shop.auth-url",
    "gateway.apps.shop.jwks, gateway.app.shop.jwks",
    "gateway.key.backend.scope, gateway.key.backend.scopes",
    "gateway.keys.backend.secret, gateway.key.backend.secret",
    "gateway.key.backend.secret, gateway.keys",
    "gateway.app.shop.auth, gateway.apps",
    "GATEWAY_REDIS_URL, GATEWAY_REDIS_URI",
    "GATEWAY_APP_SHOP_AUTH_ULR, GATEWAY_APP_SHOP_AUTH_URL",
    "GATEWAY_KEY_MY_BACKEND_SECERT, GATEWAY_KEY_MY_BACKEND_SECRET",
    "GATEWAY_KEY_BACKEND_SECRET, GATEWAY_KEYS",
    "gateway.app.shop.colour,",
    "GATEWAY_PORT_80_TCP,",
    "gateway.x,",
  })
  void nearestKey_isNamed_ifOneIsNear(String key, String nearest) {
    assertThat(NearestKey.to(key, DOCUMENTED)).isEqualTo(Optional.ofNullable(nearest));
  }

  @Test
  void everyEndingThatIsGuessed_isOneThatIsRead() {
    Layers layers =
        Layers.over(
            Sources.of(
                Map.of(
                    "gateway.apps", "shop",
                    "gateway.keys", "backend",
                    "gateway.key.backend.secret", "0123456789abcdef"),
                GatewayConfig.defaults()));
    Values.read(new Settings(key -> layers.get(key).map(Setting::value), Set.of()));
    Set<String> read = layers.asked();

    assertThat(read)
        .filteredOn(key -> key.startsWith("gateway.app.shop."))
        .extracting(key -> key.substring("gateway.app.shop.".length()))
        .containsExactlyInAnyOrderElementsOf(NearestKey.OF_APPS);
    assertThat(read)
        .filteredOn(key -> key.startsWith("gateway.key.backend."))
        .extracting(key -> key.substring("gateway.key.backend.".length()))
        .containsExactlyInAnyOrderElementsOf(NearestKey.OF_KEYS);
  }

  @ParameterizedTest
  @CsvSource({
    "abc, abc, 0",
    "abc, abd, 1",
    "abc, acb, 1",
    "abc, ab, 1",
    "abc, xyz, 3",
    "'', ab, 2"
  })
  void distance_countsLetters(String from, String to, int distance) {
    assertThat(NearestKey.distance(from, to, 9)).isEqualTo(distance);
    assertThat(NearestKey.distance(to, from, 9)).isEqualTo(distance);
  }
}
