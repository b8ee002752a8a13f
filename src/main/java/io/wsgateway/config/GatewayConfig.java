package io.wsgateway.config;

import static java.lang.System.Logger.Level.ERROR;
import static java.lang.System.Logger.Level.INFO;
import static java.lang.System.Logger.Level.WARNING;
import static java.util.stream.Collectors.toMap;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.Properties;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.eclipse.microprofile.config.ConfigProvider;

/**
 * All settings, read and checked: what the sources of MicroProfile Config say, and the file outside
 * the WAR. Making one fails with a {@link ConfigurationException} that names every bad value; the
 * gateway makes it when the application is deployed, so that a bad value stops the deployment.
 *
 * <p>What its methods return is immutable. {@link #reload} replaces it, all at once: whoever asks
 * again has what is in force now, and who keeps something that was made of it makes it anew {@link
 * #onReload}. Safe for any thread.
 */
public final class GatewayConfig {
  private static final System.Logger LOG = System.getLogger(GatewayConfig.class.getName());
  private static final String DEFAULTS = "/META-INF/microprofile-config.properties";

  private final Sources sources;
  private final List<Consumer<GatewayConfig>> checks = new CopyOnWriteArrayList<>();
  private final List<Consumer<Reload>> listeners = new CopyOnWriteArrayList<>();
  private volatile InForce state;

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
    // Kept, since whoever wants a reload may come on a thread that belongs to no application.
    this(Sources.of(ConfigProvider.getConfig()));
  }

  private GatewayConfig(Sources sources) {
    this(sources, InForce.read(sources, defaults().keySet()));
  }

  private GatewayConfig(Sources sources, InForce state) {
    this.sources = sources;
    this.state = state;
  }

  /** Tells, once, what an administrator should know about the values in force. */
  void tell() {
    LOG.log(INFO, report()::differences);
    tellUnknown();
    tellOpenDoors();
  }

  private void tellUnknown() {
    state.unknown().forEach(one -> LOG.log(WARNING, one.toString()));
  }

  private void tellOpenDoors() {
    AppsConfig apps = apps();
    AccessConfig access = access();
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

  /**
   * The defaults, with some values replaced; needs no container. A reload looks at the map again.
   */
  public static GatewayConfig defaultsWith(Map<String, String> values) {
    return new GatewayConfig(Sources.of(values, defaults()));
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

  // --- what is in force, and changing it ---------------------------------------------------------

  /** What is in force, without secrets. */
  public ConfigReport report() {
    return state.report(defaults());
  }

  /**
   * Reads everything again, as far as this can be had from a running server: the file outside the
   * WAR, and what sources of MicroProfile Config say by now. Either all of it is good, and what can
   * change without a restart does at once; or nothing changes.
   *
   * @return which keys changed, and which wait for a restart
   * @throws ConfigurationException that says all faults; they are logged, too
   */
  public Reload reload() {
    return reload("");
  }

  /**
   * The same, for the audit.
   *
   * @param by who wants it, such as the id of a key
   * @return which keys changed, and which wait for a restart
   * @throws ConfigurationException that says all faults; they are logged, too
   */
  public synchronized Reload reload(String by) {
    InForce before = state;
    InForce found;
    InForce next;
    NavigableSet<String> needRestart;
    NavigableSet<String> changed;
    try {
      found = InForce.read(sources, defaults().keySet());
      changed = found.differences(before);
      needRestart = new TreeSet<>(changed);
      needRestart.removeIf(Reloadable::is);
      changed.removeAll(needRestart);
      next = found.keeping(needRestart, before);
      GatewayConfig candidate = new GatewayConfig(sources, next);
      checks.forEach(check -> check.accept(candidate));
    } catch (ConfigurationException e) {
      ConfigurationException told = e.whileRunning();
      LOG.log(ERROR, told.getMessage());
      throw told;
    }
    state = next;
    Reload reload = new Reload(changed, needRestart, by);
    LOG.log(INFO, reload.toString());
    tellUnknown();
    if (!changed.isEmpty()) {
      tellOpenDoors();
    }
    listeners.forEach(listener -> hear(listener, reload));
    return reload;
  }

  private static void hear(Consumer<Reload> listener, Reload reload) {
    try {
      listener.accept(reload);
    } catch (RuntimeException e) {
      LOG.log(ERROR, "Something could not follow the reload of the configuration", e);
    }
  }

  /** Says what is to be done after each reload, on the thread that wanted it, one by one. */
  public void onReload(Consumer<Reload> listener) {
    listeners.add(listener);
  }

  /** The same, for who does not care what has changed. */
  public void onReload(Runnable listener) {
    listeners.add(reload -> listener.run());
  }

  /**
   * Adds a check that values have to pass, now and at each reload.
   *
   * @param check throws a {@link ConfigurationException} if it cannot be done with these
   */
  public void require(Consumer<GatewayConfig> check) {
    check.accept(this);
    checks.add(check);
  }

  // --- the settings ------------------------------------------------------------------------------

  /** Which apps there are and how they differ. */
  public AppsConfig apps() {
    return state.values().apps();
  }

  /** How users prove who they are. */
  public AuthConfig auth() {
    return state.values().auth();
  }

  /** Who may call and connect. */
  public AccessConfig access() {
    return state.values().access();
  }

  /** Bounds and threads of this node. */
  public NodeConfig node() {
    return state.values().node();
  }

  /** How connections are sent to other nodes. */
  public DrainConfig drain() {
    return state.values().drain();
  }

  /** How much clients may take of this node. */
  public LimitsConfig limits() {
    return state.values().limits();
  }

  /** How memberships are kept. */
  public MembershipConfig membership() {
    return state.values().membership();
  }

  /** What joins nodes to one gateway. */
  public ExchangeKind exchange() {
    return state.values().exchange();
  }

  /** How nodes reach Redis; without meaning unless something uses Redis. */
  public RedisConfig redis() {
    return state.values().redis();
  }

  /** How nodes reach RabbitMQ; without meaning unless it is the exchange. */
  public RabbitmqConfig rabbitmq() {
    return state.values().rabbitmq();
  }

  /** Settings of the reg dialect. */
  public RegConfig reg() {
    return state.values().reg();
  }

  /** How nodes know of each other, and what waits in them. */
  public ClusterConfig cluster() {
    return state.values().cluster();
  }

  /** The REST API, and asking other applications. */
  public ApiConfig api() {
    return state.values().api();
  }

  /** How the node is watched. */
  public WatchConfig watch() {
    return state.values().watch();
  }

  /** Which dialect answers at the root. */
  public RootDialectConfig rootDialect() {
    return state.values().rootDialect();
  }

  /** Settings of the gm dialect. */
  public GmConfig gm() {
    return state.values().gm();
  }

  /** Settings of the member dialect. */
  public MemberConfig member() {
    return state.values().member();
  }

  /** Settings of the raw dialect. */
  public RawConfig raw() {
    return state.values().raw();
  }

  /** Settings of the vein dialect. */
  public VeinConfig vein() {
    return state.values().vein();
  }
}
