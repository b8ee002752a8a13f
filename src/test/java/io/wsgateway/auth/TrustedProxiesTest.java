package io.wsgateway.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wsgateway.config.ConfigurationException;
import io.wsgateway.config.GatewayConfig;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TrustedProxiesTest {
  private final TrustedProxies proxies = trusting("x-forwarded-for");
  private final TrustedProxies rfc7239 = trusting("forwarded");

  private static TrustedProxies trusting(String header) {
    return new TrustedProxies(
        GatewayConfig.defaultsWith(
            Map.of(
                "gateway.trusted-proxies",
                "10.0.0.0/8, 2001:db8::/32",
                "gateway.trusted-proxies-header",
                header)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "none",
      value = {
        // peer | X-Forwarded-For | client
        "10.0.0.1 | none | 10.0.0.1",
        "10.0.0.1 | 192.0.2.7 | 192.0.2.7",
        "10.0.0.1 | 6.6.6.6, 192.0.2.7 | 192.0.2.7",
        "10.0.0.1 | 6.6.6.6, 192.0.2.7, 10.9.9.9 | 192.0.2.7",
        "10.0.0.1 | 192.0.2.7 / 10.9.9.9 | 192.0.2.7",
        "10.0.0.1 | 10.3.3.3, 10.9.9.9 | 10.3.3.3",
        "10.0.0.1 | 192.0.2.7:5123 | 192.0.2.7",
        "10.0.0.1 | [2001:DB9::7]:443 | 2001:db9::7",
        "10.0.0.1 | 2001:DB9:0::7 | 2001:db9::7",
        "10.0.0.1 | ::ffff:192.0.2.7 | 192.0.2.7",
        "::ffff:10.0.0.1 | 192.0.2.7 | 192.0.2.7",
        "2001:db8::5%eth0 | 192.0.2.7 | 192.0.2.7",
        // Nobody that can be understood.
        "10.0.0.1 | unknown | 10.0.0.1",
        "10.0.0.1 | 192.0.2.7, unknown | 10.0.0.1",
        "10.0.0.1 | unknown, 192.0.2.7 | 192.0.2.7",
        "10.0.0.1 | 192.0.2.7, | 10.0.0.1",
        "10.0.0.1 | '' | 10.0.0.1",
        "10.0.0.1 | 999.0.0.1 | 10.0.0.1",
        "10.0.0.1 | [2001:db9::7 | 10.0.0.1",
        "10.0.0.1 | evil.example | 10.0.0.1",
        // Who is not trusted may say what he likes.
        "192.0.2.1 | 10.0.0.1 | 192.0.2.1",
        "192.0.2.1 | 127.0.0.1 | 192.0.2.1",
        "127.0.0.1 | 192.0.2.7 | 127.0.0.1",
        "2001:db9::1 | 192.0.2.7 | 2001:db9::1",
        "pipe | 192.0.2.7 | pipe"
      })
  void forwardedFor_countsFromTrustedPeers(String peer, String header, String client) {
    List<String> values = header == null ? List.of() : Stream.of(header.split(" / ", -1)).toList();

    assertThat(proxies.addressOf(peer, values)).isEqualTo(client);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "10.0.0.1 | for=192.0.2.7 | 192.0.2.7",
        "10.0.0.1 | proto=https;For=192.0.2.7;by=10.0.0.1 | 192.0.2.7",
        "10.0.0.1 | for=6.6.6.6, for=\"[2001:db9::7]:4711\" | 2001:db9::7",
        "10.0.0.1 | for=192.0.2.7, for=10.9.9.9 | 192.0.2.7",
        "10.0.0.1 | for=192.0.2.7, for=_hidden | 10.0.0.1",
        "10.0.0.1 | for=192.0.2.7, proto=https | 10.0.0.1",
        "10.0.0.1 | for=unknown | 10.0.0.1",
        "10.0.0.1 | nonsense | 10.0.0.1",
        "192.0.2.1 | for=10.0.0.1 | 192.0.2.1"
      })
  void forwarded_countsFromTrustedPeers(String peer, String header, String client) {
    assertThat(rfc7239.addressOf(peer, List.of(header))).isEqualTo(client);
  }

  @Test
  void byDefault_nobodyIsTrusted() {
    TrustedProxies none = new TrustedProxies(GatewayConfig.defaultsWith(Map.of()));

    assertThat(none.addressOf("127.0.0.1", List.of("192.0.2.7"))).isEqualTo("127.0.0.1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"proxy.example", "10.0.0.0/33", "10.0.0", "10.0.0.1:80"})
  void whatIsNoAddress_isRefusedAtStart(String value) {
    GatewayConfig config = GatewayConfig.defaultsWith(Map.of("gateway.trusted-proxies", value));

    assertThatThrownBy(() -> new TrustedProxies(config))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("gateway.trusted-proxies")
        .hasMessageContaining("'" + value + "'")
        .hasMessageContaining("expected one such as");
  }

  @Test
  void proxies_areThoseOfTheLastReload_andBadOnesRefuseIt() {
    Map<String, String> settings = new HashMap<>();
    GatewayConfig config = GatewayConfig.defaultsWith(settings);
    TrustedProxies proxies = new TrustedProxies(config);
    assertThat(proxies.addressOf("10.0.0.1", List.of("192.0.2.7"))).isEqualTo("10.0.0.1");

    settings.put("gateway.trusted-proxies", "10.0.0.0/8");
    config.reload();
    assertThat(proxies.addressOf("10.0.0.1", List.of("192.0.2.7"))).isEqualTo("192.0.2.7");

    settings.put("gateway.trusted-proxies", "10.0.0.0/99");
    settings.put("gateway.limit.messages", "7");
    assertThatThrownBy(config::reload)
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("gateway.trusted-proxies has '10.0.0.0/99'");
    assertThat(proxies.addressOf("10.0.0.1", List.of("192.0.2.7"))).isEqualTo("192.0.2.7");
    assertThat(config.limits().inbound().ofConnection().messages()).isEqualTo(1000);
  }
}
