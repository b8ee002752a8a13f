package io.wsgateway.auth;

import io.wsgateway.config.ConfigurationException;
import io.wsgateway.config.GatewayConfig;
import io.wsgateway.config.LimitsConfig;
import io.wsgateway.core.AccessRule;
import io.wsgateway.core.GatewayException;
import io.wsgateway.core.Network;
import io.wsgateway.core.OnlyOne;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * For whom a request comes, where proxies that are trusted stand in front, {@code
 * gateway.trusted-proxies}. Each proxy adds at the end from whom it has the request, so from the
 * end, up to the first that is not trusted, it is true; what stands before that, anybody may have
 * written. Safe for any thread.
 *
 * <p>It is a rule only so that it is made when the gateway starts: a bad value stops the
 * deployment.
 */
@OnlyOne
public class TrustedProxies implements AccessRule {
  private volatile Rules rules;

  /** What is configured. */
  private record Rules(List<Network> trusted, boolean forwarded) {
    static Rules of(GatewayConfig config) {
      return new Rules(
          config.limits().trustedProxies().stream().map(TrustedProxies::network).toList(),
          config.limits().proxyHeader() == LimitsConfig.ProxyHeader.FORWARDED);
    }

    boolean trusts(Network address) {
      for (Network network : trusted) {
        if (network.contains(address)) {
          return true;
        }
      }
      return false;
    }
  }

  /** Those that are configured. */
  @Inject
  public TrustedProxies(GatewayConfig config) {
    rules = Rules.of(config);
    config.require(Rules::of);
    config.onReload(() -> rules = Rules.of(config));
  }

  /** The header in which they say it. What stands in another, clients may have written. */
  public String header() {
    return rules.forwarded() ? "Forwarded" : "X-Forwarded-For";
  }

  private static Network network(String text) {
    try {
      return Network.parse(text);
    } catch (GatewayException e) {
      throw new ConfigurationException(
          List.of("gateway.trusted-proxies has '" + text + "'. " + e.getMessage()));
    }
  }

  /**
   * The address of the client.
   *
   * @param peer who has opened the socket
   * @param values those of the {@link #header}, in their order
   * @return the peer's own if it is not trusted, or says something that cannot be understood
   */
  public String addressOf(String peer, List<String> values) {
    Network hop = Network.address(peer);
    Rules now = rules;
    if (hop == null || !now.trusts(hop)) {
      return peer;
    }
    List<String> hops = now.forwarded() ? parameters(values) : elements(values);
    for (int i = hops.size() - 1; i >= 0 && now.trusts(hop); i--) {
      Network next = Network.address(withoutPort(hops.get(i)));
      if (next == null) {
        return peer;
      }
      hop = next;
    }
    return hops.isEmpty() ? peer : hop.toString();
  }

  private static List<String> elements(List<String> values) {
    List<String> elements = new ArrayList<>();
    for (String value : values) {
      for (String element : value.split(",", -1)) {
        elements.add(element.strip());
      }
    }
    return elements;
  }

  /** What each element says behind {@code for=}; nothing if it does not say. */
  private static List<String> parameters(List<String> values) {
    List<String> found = new ArrayList<>();
    for (String element : elements(values)) {
      @Nullable String node = null;
      for (String pair : element.split(";", -1)) {
        String parameter = pair.strip();
        if (parameter.toLowerCase(Locale.ROOT).startsWith("for=")) {
          node = unquoted(parameter.substring("for=".length()));
        }
      }
      found.add(node == null ? "" : node);
    }
    return found;
  }

  private static String unquoted(String text) {
    boolean quoted = text.length() > 1 && text.startsWith("\"") && text.endsWith("\"");
    return quoted ? text.substring(1, text.length() - 1) : text;
  }

  /** {@code [2001:db8::1]:443} and {@code 192.0.2.7:443} are an address and a port. */
  private static String withoutPort(String node) {
    if (node.startsWith("[")) {
      int end = node.indexOf(']');
      return end < 0 ? node : node.substring(1, end);
    }
    int colon = node.indexOf(':');
    return colon >= 0 && colon == node.lastIndexOf(':') ? node.substring(0, colon) : node;
  }
}
