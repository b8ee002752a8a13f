package io.wsgateway.config;

import static java.lang.System.Logger.Level.INFO;
import static java.lang.System.Logger.Level.WARNING;
import static java.util.stream.Collectors.toMap;

import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.function.Function;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;

/**
 * All settings, read and checked once. Immutable, and safe for any thread.
 *
 * <p>Making one fails with a {@link ConfigurationException} that names every bad value; the gateway
 * makes it when the application is deployed, so that a bad value stops the deployment.
 */
@ApplicationScoped
public class GatewayConfig {
  private static final System.Logger LOG = System.getLogger(GatewayConfig.class.getName());
  private static final String DEFAULTS = "/META-INF/microprofile-config.properties";

  private final AppsConfig apps;
  private final AuthConfig auth;
  private final AccessConfig access;
  private final NodeConfig node;
  private final DrainConfig drain;
  private final LimitsConfig limits;
  private final MembershipConfig membership;
  private final ExchangeKind exchange;
  private final RedisConfig redis;
  private final RabbitmqConfig rabbitmq;
  private final ClusterConfig cluster;
  private final ApiConfig api;
  private final RootDialectConfig rootDialect;
  private final RegConfig reg;
  private final GmConfig gm;
  private final MemberConfig member;
  private final RawConfig raw;
  private final VeinConfig vein;

  /** What joins nodes to one gateway. */
  public enum ExchangeKind {
    /** Nothing: there is one node. */
    LOCAL,
    /** Redis publish and subscribe. */
    REDIS,
    /** An exchange of RabbitMQ. */
    RABBITMQ
  }

  /** Reads the configuration that is in force for this application. */
  public GatewayConfig() {
    this(
        new Settings(
            source(ConfigProvider.getConfig()), ConfigProvider.getConfig().getPropertyNames()));
  }

  /** Tells, once, what an administrator should know about the values in force. */
  @PostConstruct
  void report() {
    Config config = ConfigProvider.getConfig();
    for (String key : UnknownKeys.among(config.getPropertyNames(), defaults().keySet())) {
      LOG.log(WARNING, "There is no setting " + key + "; it has no effect");
    }
    if (access.keys().isEmpty() && !access.pushOpen()) {
      LOG.log(
          INFO,
          "No key is set: only programs on this machine may push. Behind a proxy that sends no"
              + " forwarding headers everybody could: set gateway.keys first");
    }
    if (apps.anyOpen()) {
      LOG.log(
          WARNING,
          "Any client may claim to be any user in the apps "
              + String.join(", ", apps.open())
              + "; set gateway.app.NAME.auth, and gateway.apps.closed=true to shut out apps that"
              + " are not listed");
    }
    if (access.pushOpen()) {
      LOG.log(WARNING, "gateway.push.open=true: anybody who reaches this server may push");
    }
  }

  /** Reads and checks. */
  public GatewayConfig(Settings settings) {
    apps = AppsConfig.read(settings);
    auth = AuthConfig.read(settings);
    access = AccessConfig.read(settings);
    node = NodeConfig.read(settings);
    drain = DrainConfig.read(settings);
    limits = LimitsConfig.read(settings);
    membership = MembershipConfig.read(settings);
    exchange = settings.choice("gateway.exchange", ExchangeKind.class);
    redis = RedisConfig.read(settings);
    rabbitmq = RabbitmqConfig.read(settings);
    cluster = ClusterConfig.read(settings);
    api = ApiConfig.read(settings);
    rootDialect = RootDialectConfig.read(settings);
    reg = RegConfig.read(settings);
    gm = GmConfig.read(settings);
    member = MemberConfig.read(settings);
    raw = RawConfig.read(settings);
    vein = VeinConfig.read(settings);
    if (auth.require() && apps.anyOpen()) {
      settings.bad(
          "gateway.auth.require",
          "true",
          "no app where anybody may claim any name, but there are: "
              + String.join(", ", apps.open()));
    }
    settings.check();
  }

  /** The defaults, with some values replaced; needs no container. */
  public static GatewayConfig defaultsWith(Map<String, String> values) {
    Map<String, String> defaults = defaults();
    return new GatewayConfig(
        new Settings(
            key -> Optional.ofNullable(values.getOrDefault(key, defaults.get(key))),
            values.keySet()));
  }

  /** Every key that the gateway documents, with its default. */
  static Map<String, String> defaults() {
    Properties properties = new Properties();
    try (InputStream in =
        Objects.requireNonNull(GatewayConfig.class.getResourceAsStream(DEFAULTS))) {
      properties.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException("reading " + DEFAULTS, e);
    }
    return properties.stringPropertyNames().stream()
        .collect(toMap(key -> key, properties::getProperty));
  }

  private static Function<String, Optional<String>> source(Config config) {
    return key -> config.getOptionalValue(key, String.class);
  }

  /** Which apps there are and how they differ. */
  public AppsConfig apps() {
    return apps;
  }

  /** How users prove who they are. */
  public AuthConfig auth() {
    return auth;
  }

  /** Who may call and connect. */
  public AccessConfig access() {
    return access;
  }

  /** Bounds and threads of this node. */
  public NodeConfig node() {
    return node;
  }

  /** How this node is taken out. */
  public DrainConfig drain() {
    return drain;
  }

  /** How much clients may take of this node. */
  public LimitsConfig limits() {
    return limits;
  }

  /** How memberships are kept. */
  public MembershipConfig membership() {
    return membership;
  }

  /** What joins nodes to one gateway. */
  public ExchangeKind exchange() {
    return exchange;
  }

  /** How nodes reach Redis; without meaning unless something uses Redis. */
  public RedisConfig redis() {
    return redis;
  }

  /** How nodes reach RabbitMQ; without meaning unless it is the exchange. */
  public RabbitmqConfig rabbitmq() {
    return rabbitmq;
  }

  /** Settings of the reg dialect. */
  public RegConfig reg() {
    return reg;
  }

  /** How nodes know of each other, and what waits in them. */
  public ClusterConfig cluster() {
    return cluster;
  }

  /** The REST API, and asking other applications. */
  public ApiConfig api() {
    return api;
  }

  /** Which dialect answers at the root. */
  public RootDialectConfig rootDialect() {
    return rootDialect;
  }

  /** Settings of the gm dialect. */
  public GmConfig gm() {
    return gm;
  }

  /** Settings of the member dialect. */
  public MemberConfig member() {
    return member;
  }

  /** Settings of the raw dialect. */
  public RawConfig raw() {
    return raw;
  }

  /** Settings of the vein dialect. */
  public VeinConfig vein() {
    return vein;
  }
}
