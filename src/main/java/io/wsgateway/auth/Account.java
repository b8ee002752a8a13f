package io.wsgateway.auth;

import io.wsgateway.core.Destination;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one connection counts for. It is one more of its address, of its app, and of its user; while
 * its user changes, of both. Safe for any thread: what it counts for changes under its monitor.
 */
final class Account {
  private final String site;
  private final @Nullable String fixedApp;
  private final Shares<String> addresses;
  private final Shares<String> apps;
  private final Shares<Destination.OfUser> allUsers;
  private final Throttle throttle;
  private Throttle.@Nullable Meter own;
  private final List<Destination.OfUser> users = new ArrayList<>(1);
  private boolean closed;
  // Those that it shares with others, and its own.
  private volatile Throttle.Meter[] meters;

  /** What became of a user that is to be counted. */
  enum Entry {
    /** It is, or need not be any more. */
    ENTERED,
    /** Its app has as many connections as it may. */
    APP_FULL,
    /** It has as many connections as it may. */
    USER_FULL
  }

  /**
   * Of a connection that is counted already for its address and its app.
   *
   * @param app null if it depends on the user
   */
  Account(
      String site,
      @Nullable String app,
      Shares<String> addresses,
      Shares<String> apps,
      Shares<Destination.OfUser> allUsers,
      Throttle throttle,
      long now) {
    this.site = site;
    this.fixedApp = app;
    this.addresses = addresses;
    this.apps = apps;
    this.allUsers = allUsers;
    this.throttle = throttle;
    meters = metersNow(now);
  }

  /** The limits are others now. */
  synchronized void remeter(long now) {
    if (!closed) {
      meters = metersNow(now);
    }
  }

  /** Counts for a user, beside the one before. Again is the same as once. */
  synchronized Entry enter(Destination.OfUser user, long now) {
    if (closed || users.contains(user)) {
      return Entry.ENTERED;
    }
    boolean newApp = !countsFor(user.app());
    if (newApp && !apps.enter(user.app())) {
      return Entry.APP_FULL;
    }
    if (!allUsers.enter(user)) {
      if (newApp) {
        apps.leave(user.app());
      }
      return Entry.USER_FULL;
    }
    users.add(user);
    meters = metersNow(now);
    return Entry.ENTERED;
  }

  /** Counts for a user no longer. */
  synchronized void leave(Destination.OfUser user, long now) {
    if (users.remove(user)) {
      allUsers.leave(user);
      if (!countsFor(user.app())) {
        apps.leave(user.app());
      }
      meters = metersNow(now);
    }
  }

  /** Counts for nothing any more. */
  synchronized void close(long now) {
    if (!closed) {
      closed = true;
      List.copyOf(users).forEach(user -> leave(user, now));
      addresses.leave(site);
      if (fixedApp != null) {
        apps.leave(fixedApp);
      }
    }
  }

  /** Whether a message of that size may pass; then it is counted. */
  boolean passes(int bytes, long now) {
    for (Throttle.Meter meter : meters) {
      if (!meter.passes(bytes, now)) {
        return false;
      }
    }
    return true;
  }

  private boolean countsFor(String app) {
    return app.equals(fixedApp) || users.stream().anyMatch(user -> user.app().equals(app));
  }

  /** Its own first: who is too fast himself uses up nothing that is others' too. */
  private Throttle.Meter[] metersNow(long now) {
    List<Throttle.Meter> all = new ArrayList<>(1);
    if (own == null && !throttle.isUnlimited()) {
      own = throttle.newMeter(now);
    }
    add(all, own);
    users.forEach(user -> add(all, allUsers.meter(user, now)));
    String app = users.isEmpty() ? fixedApp : users.get(0).app();
    add(all, app == null ? null : apps.meter(app, now));
    add(all, addresses.meter(site, now));
    return all.toArray(Throttle.Meter[]::new);
  }

  private static void add(List<Throttle.Meter> all, Throttle.@Nullable Meter meter) {
    if (meter != null) {
      all.add(meter);
    }
  }
}
