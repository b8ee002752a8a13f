package io.wsgateway.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GatewayConfigTest {
  @Test
  void defaults_areValid_andOpenNoDoor() {
    GatewayConfig config = GatewayConfig.defaultsWith(Map.of());

    assertThat(config.exchange()).isEqualTo(GatewayConfig.ExchangeKind.LOCAL);
    assertThat(config.access().keys()).isEmpty();
    assertThat(config.access().pushOpen()).isFalse();
    assertThat(config.membership().retention()).isEqualTo(Duration.ofHours(24));
    assertThat(config.node().lanes()).isGreaterThanOrEqualTo(2);
  }

  @Test
  void lanesOfThePortableTransport_leaveProcessorsToTheServer() {
    int processors = Runtime.getRuntime().availableProcessors();
    Map<String, String> portable = Map.of("gateway.transport", "portable");
    assertThat(GatewayConfig.defaultsWith(portable).node().lanes())
        .isEqualTo(Math.max(1, processors / 2));
    Map<String, String> said = Map.of("gateway.transport", "portable", "gateway.lanes", "7");
    assertThat(GatewayConfig.defaultsWith(said).node().lanes()).isEqualTo(7);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "gateway.lanes | many | a whole number from 0 to 256",
        "gateway.lanes | 257 | a whole number from 0 to 256",
        "gateway.outbox.max-size | 4 apples | such as 512, 64k or 1m",
        "gateway.outbox.max-size | 99999999999g | such as 512, 64k or 1m",
        "gateway.outbox.policy | drop | close or drop-oldest or drop-newest",
        "gateway.outbox.write-deadline | 500ms | 0s, or 1s and longer",
        "gateway.outbox.total-size | most | auto, or a size such as 64m or 2g",
        "gateway.delivery.max-pending-size | 1 | auto, or a size such as 64m or 2g",
        "gateway.delivery.max-delay | 0s | a length of time from 1ms to",
        "gateway.stop.deadline | 5 | such as 500ms, 10s, 15m or 24h",
        "gateway.exchange | carrier-pigeon | local or redis or rabbitmq",
        "gateway.push.open | maybe | true or false",
        "gateway.keys | Backend | names made of a-z, 0-9 and -",
        "gateway.origins | shop.example | origins such as https://*.shop.example",
        "gateway.reg.server-list | {} | a JSON list",
        "gateway.root-dialect | reg | gm, member or raw",
        "gateway.root-dialect.5000 | nobody | gm, member or raw",
        "gateway.root-dialect.70000 | gm | a port number",
        "gateway.member.stat-port | 0 | a whole number from 1 to 65535",
        "gateway.rabbitmq.exchange | amq.direct | not beginning with amq.",
        "gateway.rabbitmq.heartbeat | 500ms | a length of time from 1s to 60s",
        "gateway.raw.ping-interval | 1ms | a length of time",
      })
  void badValue_isRefusedWithKeyValueAndExpectation(String key, String value, String expected) {
    assertThatThrownBy(() -> GatewayConfig.defaultsWith(Map.of(key, value)))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining(key)
        .hasMessageContaining("'" + value + "'")
        .hasMessageContaining(expected);
  }

  @Test
  void badValues_areAllNamedAtOnce_andSecretsAreNotShown() {
    assertThatThrownBy(
            () ->
                GatewayConfig.defaultsWith(
                    Map.of(
                        "gateway.lanes", "x",
                        "gateway.keys", "backend",
                        "gateway.key.backend.secret", "tooshort",
                        "gateway.redis.uri", "http://bob:hunter2@redis")))
        .hasMessageContaining("gateway.lanes")
        .hasMessageContaining("gateway.key.backend.secret")
        .hasMessageContaining("gateway.redis.uri")
        .hasMessageNotContaining("tooshort")
        .hasMessageNotContaining("hunter2");
  }

  @ParameterizedTest
  @CsvSource({
    "redis://localhost:6379, true",
    "redis://localhost:6379/, true",
    "rediss://bob:secret@redis.example:6380/15, true",
    "redis://:secret@localhost:6379, true",
    "redis://localhost, false",
    "localhost:6379, false",
    "redis://secret@localhost:6379, false",
    "redis://localhost:6379/zero, false",
    "redis://local host:6379, false",
    "redis+sentinel://localhost, false",
    "redis+sentinel://localhost:26379, false",
    "redis+sentinel://localhost:26379/, false",
    "redis+sentinel://localhost:26379/main/zero, false",
    "redis+sentinel://secret@localhost:26379/main, false",
    "'redis+sentinel://one:26379,/main', false",
    "'redis+sentinel://one:26379,two/main', false",
    "http+sentinel://one:26379/main, false",
    "+sentinel://one:26379/main, false",
  })
  void redisUri_isChecked(String uri, boolean valid) {
    Map<String, String> values = Map.of("gateway.redis.uri", uri);
    if (valid) {
      assertThat(GatewayConfig.defaultsWith(values).redis().uri()).hasToString(uri);
    } else {
      assertThatThrownBy(() -> GatewayConfig.defaultsWith(values))
          .hasMessageContaining("gateway.redis.uri")
          .hasMessageContaining("redis://[USER:PASSWORD@]HOST:PORT[/DATABASE]");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "amqp://localhost, 5672, guest, guest, /",
    "amqps://localhost/, 5671, guest, guest, /",
    "amqp://bob:p%40ss+%2F%C3%A4@rabbit.example:5673/one, 5673, bob, p@ss+/ä, one",
    "amqp://localhost:5672/%2Fone%2Ftwo, 5672, guest, guest, /one/two",
    "amqp://:@localhost, 5672, '', '', /",
  })
  void rabbitmqUri_tellsWhereAndWho(
      String uri, int port, String user, String password, String virtualHost) {
    RabbitmqConfig config =
        GatewayConfig.defaultsWith(Map.of("gateway.rabbitmq.uri", uri)).rabbitmq();

    assertThat(config.port()).isEqualTo(port);
    assertThat(config.user()).isEqualTo(user);
    assertThat(config.password()).isEqualTo(password);
    assertThat(config.virtualHost()).isEqualTo(virtualHost);
    assertThat(config.tls()).isEqualTo(uri.startsWith("amqps:"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "localhost:5672",
        "http://localhost",
        "amqp://bob@localhost",
        "amqp://localhost:0",
        "amqp://localhost/one/two",
        "amqp://localhost?heartbeat=5",
        "amqp://local host",
        "amqp://:5672",
      })
  void rabbitmqUri_thatIsNone_isRefused(String uri) {
    assertThatThrownBy(() -> GatewayConfig.defaultsWith(Map.of("gateway.rabbitmq.uri", uri)))
        .hasMessageContaining("gateway.rabbitmq.uri")
        .hasMessageContaining("amqp://[USER:PASSWORD@]HOST[:PORT][/VIRTUAL-HOST]");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "redis+sentinel://one:26379/main | redis://one:26379",
        "redis+sentinel://one:26379,two:26380/main/ | redis://one:26379/",
        "rediss+sentinel://bob:hunter2@one:26379,two:26380/main/3 | rediss://bob:hunter2@one:26379/3",
        "redis+sentinel://:%40%2C@[::1]:26379,[::1]:26380/main | redis://:%40%2C@[::1]:26379",
      })
  void redisUri_mayNameSentinels_andLogsInAtTheMaster(String uri, String login) {
    RedisConfig redis =
        GatewayConfig.defaultsWith(
                Map.of("gateway.redis.uri", uri, "gateway.redis.sentinel-password", "hunter2"))
            .redis();

    assertThat(redis.uri()).hasToString(login);
    RedisSentinels sentinels = Objects.requireNonNull(redis.sentinels());
    assertThat(sentinels.master()).isEqualTo("main");
    assertThat(sentinels.servers())
        .hasSize(uri.split(",").length)
        .allMatch(server -> server.getHost() != null && server.getPort() > 0);
    assertThat(sentinels.password()).isEqualTo("hunter2");
    assertThat(redis.address()).contains("+sentinel://").endsWith("/main");
    assertThat(redis + redis.address() + sentinels).doesNotContain("hunter2").doesNotContain("%40");
  }

  @Test
  void apps_thatAreListed_haveTheirOwnSettings() {
    AppsConfig apps =
        GatewayConfig.defaultsWith(
                Map.of(
                    "gateway.apps", "shop, chat",
                    "gateway.app.chat.user-connections", "latest",
                    "gateway.apps.closed", "true"))
            .apps();

    assertThat(apps.get("shop").userConnections()).isEqualTo(UserConnections.ALL);
    assertThat(apps.get("chat").userConnections()).isEqualTo(UserConnections.LATEST);
    assertThat(apps.serves("shop")).isTrue();
    assertThat(apps.serves("other")).isFalse();
  }

  @Test
  void appThatAsks_needsWhatItAsksWith() {
    assertThatThrownBy(
            () ->
                GatewayConfig.defaultsWith(
                    Map.of(
                        "gateway.apps", "shop,chat,forum",
                        "gateway.app.shop.auth", "jwt",
                        "gateway.app.chat.auth", "http",
                        "gateway.app.forum.auth-url", "ftp://forum.example/")))
        .hasMessageContaining("gateway.app.shop.secret")
        .hasMessageContaining("gateway.app.chat.auth-url")
        .hasMessageContaining("'ftp://forum.example/', expected an address such as");
  }

  @Test
  void rootDialect_mayDifferByPort() {
    RootDialectConfig root =
        GatewayConfig.defaultsWith(
                Map.of("gateway.root-dialect", "raw", "gateway.root-dialect.5000", "member"))
            .rootDialect();

    assertThat(root.at(5000)).contains("member");
    assertThat(root.at(8080)).contains("raw");
  }

  @Test
  void secrets_areNotInTheTextOfTheConfiguration() {
    GatewayConfig config =
        GatewayConfig.defaultsWith(
            Map.of(
                "gateway.keys", "backend",
                "gateway.key.backend.secret", "0123456789abcdef",
                "gateway.redis.uri", "redis://bob:hunter2@redis:6379/3",
                "gateway.rabbitmq.uri", "amqps://bob:hunter2@rabbit/3"));

    assertThat(config.access().toString()).contains("backend").doesNotContain("0123456789abcdef");
    assertThat(config.redis().toString()).isEqualTo("redis://redis:6379");
    assertThat(config.rabbitmq().toString()).isEqualTo("amqps://rabbit:5671");
  }

  @Test
  void authRequire_refusesAppsWhereAnybodyMayClaimAnyName() {
    Map<String, String> settings = new HashMap<>();
    settings.put("gateway.auth.require", "true");
    settings.put("gateway.apps", "shop,chat");
    settings.put("gateway.app.shop.auth", "realm");

    assertThatThrownBy(() -> GatewayConfig.defaultsWith(settings))
        .hasMessageContaining("gateway.auth.require")
        .hasMessageContaining("chat, all that are not listed");
    settings.put("gateway.apps.closed", "true");
    settings.put("gateway.app.chat.auth", "jwt");
    settings.put("gateway.app.chat.secret", "s");
    assertThat(GatewayConfig.defaultsWith(settings).apps().anyOpen()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "=anybody", "a=", "a=somebody", "a=role:", "a=claim:", "a=users,b"})
  void rules_thatCannotBeRead_areNamed(String rule) {
    assertThatThrownBy(
            () ->
                GatewayConfig.defaultsWith(
                    Map.of("gateway.apps", "shop", "gateway.app.shop.join", rule)))
        .hasMessageContaining("gateway.app.shop.join is");
  }

  @Test
  void secretsAreNotRepeated() {
    assertThatThrownBy(
            () ->
                GatewayConfig.defaultsWith(
                    Map.of("gateway.apps", "shop", "gateway.app.shop.jwks", "{\"keys\":[7]}")))
        .hasMessageContaining("gateway.app.shop.jwks is (not shown)");
  }
}
