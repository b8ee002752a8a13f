package io.wsgateway.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Whom to ask where Redis is: sentinels, which choose another master when one fails. Immutable.
 *
 * @param servers the sentinels, each with host and port and nothing else
 * @param master what the sentinels call the master
 * @param password what they ask for, empty if nothing; never logged
 */
public record RedisSentinels(List<URI> servers, String master, String password) {
  /** What {@code gateway.redis.uri} says beyond where one Redis is. */
  static final String EXPECTED =
      "redis+sentinel://[USER:PASSWORD@]HOST:PORT[,HOST:PORT...]/MASTER[/DATABASE]";

  private static final String SUFFIX = "+sentinel";

  /** Not by {@link URI}, which cannot have several hosts that are addresses of IPv6. */
  private static final Pattern FORM =
      Pattern.compile("(rediss?)\\+sentinel://([^/?#]*@)?([^@/?#]+)/([^/?#]+)(/\\d{0,4})?");

  /**
   * How to log in at the master, and whom to ask for it.
   *
   * @param login a URI as of one Redis: scheme, user, password and database are the master's, host
   *     and port the first sentinel's
   */
  record Parsed(URI login, RedisSentinels sentinels) {}

  /** Reads a URI of sentinels; empty if it is not like {@link #EXPECTED}. */
  static Optional<Parsed> parse(String uri, String password) {
    Matcher form = FORM.matcher(uri);
    if (!form.matches()) {
      return Optional.empty();
    }
    String scheme = form.group(1) + "://";
    String login = Objects.requireNonNullElse(form.group(2), "");
    String database = Objects.requireNonNullElse(form.group(5), "");
    List<URI> servers = new ArrayList<>();
    try {
      for (String server : form.group(3).split(",", -1)) {
        servers.add(new URI(scheme + server));
      }
      URI master = new URI(scheme + login + servers.get(0).getRawAuthority() + database);
      return servers.stream().allMatch(RedisSentinels::isHostAndPort)
          ? Optional.of(new Parsed(master, new RedisSentinels(servers, form.group(4), password)))
          : Optional.empty();
    } catch (URISyntaxException e) {
      return Optional.empty();
    }
  }

  private static boolean isHostAndPort(URI server) {
    return server.getHost() != null
        && server.getPort() > 0
        && server.getRawUserInfo() == null
        && server.getRawPath().isEmpty();
  }

  /** Where they are and whom they watch, without any password. */
  String address(String scheme) {
    return servers.stream()
        .map(URI::getRawAuthority)
        .collect(Collectors.joining(",", scheme + SUFFIX + "://", "/" + master));
  }

  @Override
  public String toString() {
    return address("redis");
  }
}
