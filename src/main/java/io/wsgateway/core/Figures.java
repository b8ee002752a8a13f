package io.wsgateway.core;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Objects;
import java.util.Properties;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * How this node is doing: the one definition of every figure that the status, metrics, JMX, health
 * and the console show. Totals are {@link #counters}, since the node started. Safe for any thread;
 * nothing waits for a broker or a client.
 */
public final class Figures {
  private static final String VERSION = version("version.properties");

  private final Nodes nodes;
  private final Delivery delivery;
  private final Exchange exchange;
  private final Membership membership;
  private final Counters counters;
  private final Pulse pulse;
  private final Crowd.Cache crowd;

  /**
   * @param crowd counts connections
   */
  Figures(
      Nodes nodes,
      Delivery delivery,
      Exchange exchange,
      Membership membership,
      Counters counters,
      Pulse pulse,
      Supplier<Crowd> crowd) {
    this.nodes = nodes;
    this.delivery = delivery;
    this.exchange = exchange;
    this.membership = membership;
    this.counters = counters;
    this.pulse = pulse;
    this.crowd = new Crowd.Cache(crowd, System::nanoTime);
  }

  private static String version(String resource) {
    Properties properties = new Properties();
    try (InputStream in = Objects.requireNonNull(Figures.class.getResourceAsStream(resource))) {
      properties.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException("reading " + resource, e);
    }
    return properties.getProperty("version");
  }

  /** The version of the gateway. */
  public String version() {
    return VERSION;
  }

  /** This node, with how many connections it has. */
  public NodeInfo node() {
    return nodes.self();
  }

  /** How many nodes are alive, this one among them. */
  public int nodes() {
    return nodes.all().size();
  }

  /** What became of messages, connections and requests. */
  public Counters counters() {
    return counters;
  }

  /** How many connections there are of which kind, and what waits for them; a moment ago. */
  public Crowd crowd() {
    return crowd.get();
  }

  /** Publications that wait for delivery threads; one that waits for two counts twice. */
  public int backlog() {
    return delivery.pending();
  }

  /** How much content those publications have, in bytes. */
  public long backlogBytes() {
    return delivery.pendingBytes();
  }

  /** With how large a {@link #backlog} no more is accepted. */
  public int backlogLimit() {
    return delivery.maxPending();
  }

  /**
   * For how long a delivery thread has got nowhere although it has work; zero if all of them do
   * what they have.
   */
  public Duration stall() {
    return delivery.watch().look();
  }

  /** How it goes with the exchange between nodes. */
  public Exchange.State exchange() {
    return exchange.state();
  }

  /** How often it had to connect to its broker again. */
  public long reconnects() {
    return exchange.reconnects();
  }

  /**
   * How long a message takes through the exchange, at least: it grows while none comes back. Null
   * for a moment after the start.
   */
  public @Nullable Duration lag() {
    return pulse.lag();
  }

  /** How long ago a message came through the exchange last, to measure its lag. */
  public @Nullable Duration lagAge() {
    return pulse.age();
  }

  /** Whether changes of memberships are kept as they are made; else they wait for their store. */
  public boolean isKeepingMemberships() {
    return membership.isKeeping();
  }

  /** Whether the first attempts to reach the broker and the store have ended, well or not. */
  public boolean isStarted() {
    return exchange.hasTried() && membership.hasTried();
  }
}
