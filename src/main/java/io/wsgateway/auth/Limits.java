package io.wsgateway.auth;

import io.wsgateway.config.GatewayConfig;
import io.wsgateway.config.LimitsConfig;
import io.wsgateway.core.AccessRule;
import io.wsgateway.core.Connection;
import io.wsgateway.core.Destination;
import io.wsgateway.core.DisconnectReason;
import io.wsgateway.core.ErrorCode;
import io.wsgateway.core.GatewayException;
import io.wsgateway.core.Identity;
import io.wsgateway.core.OnlyOne;
import io.wsgateway.core.Refusal;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;

/**
 * How many connections there may be on this node, of each app, user and address, and how much they
 * may say. Everything that a connection counts for is in its {@link Account}, so that whatever
 * happens at once, it counts for nothing when it is gone. Safe for any thread.
 */
@OnlyOne
public class Limits implements AccessRule {
  private static final Duration PAUSE = Duration.ofSeconds(5);

  private final LongSupplier nanoTime;
  private volatile int most;
  private final Shares<String> addresses;
  private final Shares<String> apps;
  private final Shares<Destination.OfUser> users;
  private final Throttle throttle;
  private final AtomicInteger changes = new AtomicInteger();
  private final AtomicInteger open = new AtomicInteger();
  private final Map<Connection, Account> accounts = new ConcurrentHashMap<>();

  /** Those that are configured. */
  @Inject
  public Limits(GatewayConfig config) {
    this(config.limits(), System::nanoTime);
    config.onReload(() -> change(config.limits()));
  }

  Limits(LimitsConfig limits, LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
    LimitsConfig.Connections connections = limits.connections();
    LimitsConfig.Inbound inbound = limits.inbound();
    Duration burst = limits.burst();
    most = connections.ofNode();
    addresses = new Shares<>(connections.ofAddress(), new Throttle(inbound.ofAddress(), burst));
    apps = new Shares<>(connections.ofApp(), new Throttle(inbound.ofApp(), burst));
    users = new Shares<>(connections.ofUser(), new Throttle(inbound.ofUser(), burst));
    throttle = new Throttle(inbound.ofConnection(), burst);
  }

  /**
   * From now on these. Connections that are open stay, also if they are more than may be now; what
   * was sent so far still counts.
   */
  void change(LimitsConfig limits) {
    LimitsConfig.Connections connections = limits.connections();
    LimitsConfig.Inbound inbound = limits.inbound();
    Duration burst = limits.burst();
    most = connections.ofNode();
    addresses.change(connections.ofAddress(), inbound.ofAddress(), burst);
    apps.change(connections.ofApp(), inbound.ofApp(), burst);
    users.change(connections.ofUser(), inbound.ofUser(), burst);
    throttle.change(inbound.ofConnection(), burst);
    changes.incrementAndGet();
    long now = nanoTime.getAsLong();
    accounts.values().forEach(account -> account.remeter(now));
  }

  @Override
  public void admit(Connection connection) {
    int limit = most;
    if (open.incrementAndGet() > limit && limit > 0) {
      open.decrementAndGet();
      throw nodeFull();
    }
    String site = Site.of(connection.visitor().address());
    long now = nanoTime.getAsLong();
    if (!addresses.enter(site)) {
      open.decrementAndGet();
      throw addressFull();
    }
    String app = connection.app();
    if (app != null && !apps.enter(app)) {
      addresses.leave(site);
      open.decrementAndGet();
      throw full("The app " + app, "connections-per-app", apps.most());
    }
    int before = changes.get();
    Account account = new Account(site, app, addresses, apps, users, throttle, now);
    accounts.put(connection, account);
    if (changes.get() != before) {
      account.remeter(now);
    }
  }

  @Override
  public void bind(Connection connection, Destination.OfUser user, Identity identity) {
    Account account = accounts.get(connection);
    if (account == null) {
      return;
    }
    switch (account.enter(user, nanoTime.getAsLong())) {
      case ENTERED -> {}
      case APP_FULL -> throw full("The app " + user.app(), "connections-per-app", apps.most());
      case USER_FULL -> throw full("The user", "connections-per-user", users.most());
    }
  }

  @Override
  public void unbind(Connection connection, Destination.OfUser user) {
    Account account = accounts.get(connection);
    if (account != null) {
      account.leave(user, nanoTime.getAsLong());
    }
  }

  @Override
  public void heard(Connection connection, int bytes) {
    Account account = accounts.get(connection);
    if (account != null && !account.passes(bytes, nanoTime.getAsLong())) {
      throw new GatewayException(
              ErrorCode.LIMIT, "Messages come faster than gateway.limit.messages and bytes allow")
          .as(Refusal.RATE)
          .closing(DisconnectReason.TOO_FAST);
    }
  }

  @Override
  public void gone(Connection connection) {
    Account account = accounts.remove(connection);
    if (account != null) {
      account.close(nanoTime.getAsLong());
      open.decrementAndGet();
    }
  }

  /**
   * Whether one more may come.
   *
   * @throws GatewayException if it may not, as things stand
   */
  void requireRoom(String address) {
    if (addresses.isFull(Site.of(address))) {
      throw addressFull();
    }
    int limit = most;
    if (limit > 0 && open.get() >= limit) {
      throw nodeFull();
    }
  }

  /** How much is remembered, of all kinds; nothing if nobody is connected. */
  public int remembered() {
    return open.get() + accounts.size() + addresses.size() + apps.size() + users.size();
  }

  /** How many connections of that user are counted. */
  public int countOf(Destination.OfUser user) {
    return users.count(user);
  }

  /** How many connections of that app are counted. */
  public int countOf(String app) {
    return apps.count(app);
  }

  private GatewayException nodeFull() {
    return refusal(
        ErrorCode.OVERLOADED,
        "This node has as many connections as gateway.limit.connections allows, "
            + most
            + "; try again later, or another node");
  }

  private GatewayException addressFull() {
    return full("The address", "connections-per-address", addresses.most());
  }

  private static GatewayException full(String who, String key, int most) {
    return refusal(
        ErrorCode.LIMIT,
        who
            + " has as many connections as gateway.limit."
            + key
            + " allows, "
            + most
            + "; close one, or try again later");
  }

  private static GatewayException refusal(ErrorCode code, String message) {
    return new GatewayException(code, message)
        .as(Refusal.CONNECTIONS)
        .closing(DisconnectReason.TOO_MANY_CONNECTIONS)
        .retryAfter(PAUSE);
  }
}
