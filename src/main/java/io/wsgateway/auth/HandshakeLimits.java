package io.wsgateway.auth;

import io.wsgateway.config.GatewayConfig;
import io.wsgateway.config.LimitsConfig;
import io.wsgateway.core.AccessRule;
import io.wsgateway.core.ErrorCode;
import io.wsgateway.core.Gateway;
import io.wsgateway.core.GatewayException;
import io.wsgateway.core.OnlyOne;
import io.wsgateway.core.Refusal;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/**
 * How often somebody may try to connect, before anything else is done for him. What addresses have
 * done is forgotten as soon as it makes no difference any more; should there be very many of them
 * at once, those that come last share one rate. Safe for any thread.
 */
@OnlyOne
public class HandshakeLimits implements AccessRule {
  private static final Duration FORGET = Duration.ofSeconds(1);
  private static final int MOST_ADDRESSES = 100_000;

  private final LongSupplier nanoTime;
  private final Limits limits;
  private volatile Rates rates;
  private final int mostAddresses;
  private final Rate.Bucket node;
  private final Rate.Bucket others;
  private final Map<String, Rate.Bucket> addresses = new ConcurrentHashMap<>();

  /** Of all, and of each address. What they have done so far is kept when these change. */
  private record Rates(Rate ofNode, Rate ofAddress) {
    static Rates of(LimitsConfig config) {
      return new Rates(
          Rate.of(config.handshakes().ofNode(), config.burst()),
          Rate.of(config.handshakes().ofAddress(), config.burst()));
    }
  }

  /** Those that are configured. */
  @Inject
  public HandshakeLimits(GatewayConfig config, Limits limits) {
    this(config.limits(), limits, MOST_ADDRESSES, System::nanoTime);
    config.onReload(() -> change(config.limits()));
  }

  HandshakeLimits(LimitsConfig config, Limits limits, int mostAddresses, LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
    this.limits = limits;
    this.mostAddresses = mostAddresses;
    rates = Rates.of(config);
    long now = nanoTime.getAsLong();
    node = rates.ofNode().newBucket(now);
    others = rates.ofAddress().newBucket(now);
  }

  /** From now on these. */
  void change(LimitsConfig config) {
    rates = Rates.of(config);
  }

  @Override
  public void start(Gateway gateway) {
    gateway
        .timers()
        .after(
            FORGET,
            () -> {
              start(gateway);
              forget();
            });
  }

  /**
   * Somebody wants to connect.
   *
   * @throws GatewayException if that is too often, or there are as many already as may be: {@link
   *     ErrorCode#LIMIT} if it is about the address, {@link ErrorCode#OVERLOADED} if it is about
   *     the node
   */
  public void require(String address) {
    long now = nanoTime.getAsLong();
    Rates limit = rates;
    Rate ofAddress = limit.ofAddress();
    // The address first: what it is refused costs the others nothing.
    if (!ofAddress.isUnlimited()) {
      long pause = ofAddress.take(bucketOf(ofAddress, Site.of(address), now), 1, now);
      if (pause > 0) {
        throw tooFast(ErrorCode.LIMIT, "This address", "-per-address", pause);
      }
    }
    limits.requireRoom(address);
    long pause = limit.ofNode().take(node, 1, now);
    if (pause > 0) {
      throw tooFast(ErrorCode.OVERLOADED, "Clients", "", pause);
    }
  }

  /** How many addresses are remembered. */
  int remembered() {
    return addresses.size();
  }

  void forget() {
    long now = nanoTime.getAsLong();
    addresses.values().removeIf(bucket -> rates.ofAddress().isFull(bucket, now));
  }

  private Rate.Bucket bucketOf(Rate ofAddress, String site, long now) {
    Rate.Bucket present = addresses.get(site);
    if (present != null) {
      return present;
    }
    return addresses.size() >= mostAddresses
        ? others
        : addresses.computeIfAbsent(site, absent -> ofAddress.newBucket(now));
  }

  private static GatewayException tooFast(ErrorCode code, String who, String key, long pause) {
    return new GatewayException(
            code,
            who
                + " may not connect as often as this, see gateway.limit.handshakes"
                + key
                + "; try again later")
        .as(Refusal.RATE)
        .retryAfter(Duration.ofNanos(pause));
  }
}
