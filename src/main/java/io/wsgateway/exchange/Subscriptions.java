package io.wsgateway.exchange;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Which channels are wanted, and which of them the broker has been asked for and has confirmed.
 * Does no input or output. Safe for any thread.
 *
 * <p>A channel that is no longer wanted is given up a while later, so that a user who reconnects
 * costs nothing. While there is no connection nothing is waited for: all that is wanted is asked
 * for on the next one.
 */
final class Subscriptions {
  private static final CompletionStage<Void> DONE = CompletableFuture.completedFuture(null);

  private final long lingerNanos;
  private final long patienceNanos;
  private final LongSupplier nanoClock;

  private final Map<String, Channel> channels = new HashMap<>();
  private final ArrayDeque<String> toSubscribe = new ArrayDeque<>();
  private final ArrayDeque<Leaving> toUnsubscribe = new ArrayDeque<>();
  private final ArrayDeque<Waiting> waiting = new ArrayDeque<>();
  private boolean connected;

  /**
   * How this node itself stands to a channel, as far as the broker counts it among the subscribers.
   */
  enum Own {
    NO,
    YES,
    /** Asked for, given up, or not known while there is no connection. */
    UNSETTLED
  }

  /** What to tell the broker next: one command. */
  record Change(boolean subscribe, List<String> channels) {}

  private record Leaving(String channel, long due) {}

  private record Waiting(CompletableFuture<Void> stage, long deadline) {}

  private static final class Channel {
    boolean wanted;
    // It is among those to subscribe to.
    boolean queued;
    // The last command about it was a subscribe.
    boolean subscribed;
    // Commands about it that the broker has not confirmed.
    int unconfirmed;
    long leaveAt;
    @Nullable CompletableFuture<Void> stage;

    boolean settled() {
      return subscribed && unconfirmed == 0;
    }
  }

  /**
   * Nothing wanted yet.
   *
   * @param linger how long a channel that is no longer wanted is kept
   * @param patience how long a confirmation is waited for before the stage of {@link #want}
   *     completes without it
   */
  Subscriptions(Duration linger, Duration patience, LongSupplier nanoClock) {
    lingerNanos = linger.toNanos();
    patienceNanos = patience.toNanos();
    this.nanoClock = nanoClock;
  }

  /** Done when the broker has confirmed, or at once without a connection. */
  synchronized CompletionStage<Void> want(String name) {
    Channel channel = channels.computeIfAbsent(name, key -> new Channel());
    channel.wanted = true;
    if (!connected || channel.settled()) {
      return DONE;
    }
    if (!channel.subscribed && !channel.queued) {
      channel.queued = true;
      toSubscribe.add(name);
    }
    CompletableFuture<Void> stage = channel.stage;
    if (stage == null || stage.isDone()) {
      stage = new CompletableFuture<>();
      waiting.add(new Waiting(stage, nanoClock.getAsLong() + patienceNanos));
      channel.stage = stage;
    }
    return stage;
  }

  /** The channel is given up after a while, unless it is wanted again. */
  synchronized void unwant(String name) {
    Channel channel = channels.get(name);
    if (channel == null || !channel.wanted) {
      return;
    }
    channel.wanted = false;
    if (connected) {
      channel.leaveAt = nanoClock.getAsLong() + lingerNanos;
      toUnsubscribe.add(new Leaving(name, channel.leaveAt));
    } else {
      channels.remove(name);
    }
  }

  /** Whether what arrives is for somebody here. */
  synchronized boolean wants(String name) {
    Channel channel = channels.get(name);
    return channel != null && channel.wanted;
  }

  /** Whether the broker counts this node among the subscribers. */
  synchronized Own own(String name) {
    Channel channel = channels.get(name);
    if (channel == null) {
      return Own.NO;
    }
    return connected && channel.settled() ? Own.YES : Own.UNSETTLED;
  }

  /**
   * Takes the next command, of at most so many channels and characters; null if there is nothing to
   * tell.
   */
  synchronized @Nullable Change next(int maxChannels, int maxLength) {
    long now = nanoClock.getAsLong();
    List<String> names = new ArrayList<>();
    int length = 0;
    while (!toSubscribe.isEmpty() && names.size() < maxChannels && length < maxLength) {
      String name = toSubscribe.remove();
      Channel channel = channels.get(name);
      if (channel == null) {
        continue;
      }
      channel.queued = false;
      if (channel.wanted && !channel.subscribed) {
        channel.subscribed = true;
        channel.unconfirmed++;
        names.add(name);
        length += name.length();
      }
      forgetIfUnused(name, channel);
    }
    if (!names.isEmpty()) {
      return new Change(true, names);
    }
    while (isDue(now) && names.size() < maxChannels && length < maxLength) {
      Leaving leaving = toUnsubscribe.remove();
      Channel channel = channels.get(leaving.channel());
      if (channel != null && !channel.wanted && channel.leaveAt == leaving.due()) {
        if (channel.subscribed) {
          channel.subscribed = false;
          channel.unconfirmed++;
          names.add(leaving.channel());
          length += leaving.channel().length();
        }
        forgetIfUnused(leaving.channel(), channel);
      }
    }
    return names.isEmpty() ? null : new Change(false, names);
  }

  /**
   * In how many nanoseconds {@link #next} or {@link #giveUpWaiting} has something to do, or that
   * limit.
   */
  synchronized long nanosUntilDue(long limit) {
    long now = nanoClock.getAsLong();
    long nanos = limit;
    if (!toUnsubscribe.isEmpty()) {
      nanos = Math.min(nanos, toUnsubscribe.element().due() - now);
    }
    if (!waiting.isEmpty()) {
      nanos = Math.min(nanos, waiting.element().deadline() - now);
    }
    return Math.max(0, nanos);
  }

  /** The broker has confirmed a command about a channel. */
  void confirmed(String name) {
    CompletableFuture<Void> stage;
    synchronized (this) {
      Channel channel = channels.get(name);
      if (channel == null || --channel.unconfirmed > 0) {
        return;
      }
      stage = channel.subscribed ? channel.stage : null;
      if (channel.subscribed) {
        channel.stage = null;
      }
      forgetIfUnused(name, channel);
    }
    if (stage != null) {
      stage.complete(null);
    }
  }

  /**
   * Completes what has waited for too long: the broker does not answer, and nobody here should be
   * kept.
   */
  void giveUpWaiting() {
    List<CompletableFuture<Void>> late = new ArrayList<>();
    synchronized (this) {
      long now = nanoClock.getAsLong();
      while (!waiting.isEmpty()
          && (waiting.element().stage().isDone() || waiting.element().deadline() - now <= 0)) {
        late.add(waiting.remove().stage());
      }
    }
    late.forEach(stage -> stage.complete(null));
  }

  /**
   * There is a new connection, which knows of nothing.
   *
   * @return how many channels are wanted; they are asked for before any others
   */
  synchronized int connected() {
    connected = true;
    channels.values().removeIf(channel -> !channel.wanted);
    channels.values().forEach(channel -> channel.queued = true);
    toSubscribe.addAll(channels.keySet());
    return channels.size();
  }

  /** The connection is gone, and with it all that the broker knew. */
  void disconnected() {
    List<CompletableFuture<Void>> unanswered;
    synchronized (this) {
      connected = false;
      toSubscribe.clear();
      toUnsubscribe.clear();
      channels.values().removeIf(channel -> !channel.wanted);
      for (Channel channel : channels.values()) {
        channel.queued = false;
        channel.subscribed = false;
        channel.unconfirmed = 0;
        channel.stage = null;
      }
      unanswered = waiting.stream().map(Waiting::stage).toList();
      waiting.clear();
    }
    unanswered.forEach(stage -> stage.complete(null));
  }

  /** Wants nothing any more; to be called without a connection. */
  synchronized void clear() {
    channels.clear();
  }

  private boolean isDue(long now) {
    return !toUnsubscribe.isEmpty() && toUnsubscribe.element().due() - now <= 0;
  }

  private void forgetIfUnused(String name, Channel channel) {
    if (!channel.wanted && !channel.queued && !channel.subscribed && channel.unconfirmed == 0) {
      channels.remove(name);
    }
  }
}
