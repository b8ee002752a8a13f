package io.wsgateway.core;

import io.wsgateway.config.OutboxConfig;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * Knows whether a lane hands out more than its clients can be written. Then it does well to wait,
 * so that what comes meanwhile waits in its queue, where it takes memory once, and pushes are
 * refused when that is full. For the lane's thread alone. It waits
 *
 * <ul>
 *   <li>while most of those that it has sent something of late are behind, and would be closed if
 *       they had no more room: it is not they that are slow. Nobody waits for clients that read
 *       nothing, be they the most: when none of those that are behind has taken anything for {@link
 *       #PATIENCE}, none counts until it does; and who has taken nothing for {@link #FORBEARANCE}
 *       does not, whatever the others do;
 *   <li>when that was so a moment ago, while somebody who reads is about to overflow; or while most
 *       of a few are behind, of whom one may be the slow one: for a moment at a time, and no more
 *       than half of all time.
 * </ul>
 *
 * <p>For single clients or a few it never waits so long that pushes to others would be refused, as
 * long as {@code gateway.delivery.max-delay} is not set below its default. While most of many are
 * behind, refusing pushes is what it is for.
 */
final class Congestion {
  /** Longer than most pauses of a busy client, or of its machine. */
  static final Duration PATIENCE = Duration.ofMillis(300);

  /** Longer than a line that loses packets takes to get one through. */
  static final Duration FORBEARANCE = Duration.ofSeconds(3);

  /** Most of so many on one lane are not all slow by themselves. */
  private static final int MANY = 5;

  /** Whom something was sent in this time, or in the one before, is active. */
  private static final long EPOCH = Duration.ofSeconds(1).toNanos();

  /** Which part of all time it may wait for single clients, or for a few. */
  private static final int SHARE = 2;

  /** What it may have saved of that. While it waits it saves on, so that it lasts twice as long. */
  private static final long FAVOUR = PATIENCE.toNanos() / SHARE;

  private final LongSupplier nanoTime;
  private final int many;
  private final List<Outbox> behind = new ArrayList<>();
  private int epoch;
  private long epochStart;
  private int active;
  private int activeBefore;
  private long favour = FAVOUR;
  private long looked;
  // When one of those behind was last seen to take something, or fell behind; and when most were.
  private long progress;
  private long lastJam;
  // When the lane was last seen after a pause.
  private long resumed;

  /**
   * @param nanoTime a clock that only goes forward
   */
  Congestion(LongSupplier nanoTime) {
    this(nanoTime, MANY);
  }

  /**
   * The same.
   *
   * @param many how many of a lane's clients have to be active for most of them to be waited for
   *     without limit
   */
  Congestion(LongSupplier nanoTime, int many) {
    this.nanoTime = nanoTime;
    this.many = many;
    epochStart = nanoTime.getAsLong();
    looked = epochStart;
    progress = epochStart;
    resumed = epochStart;
    lastJam = epochStart - EPOCH;
  }

  /** What it has noted about an outbox. */
  static final class Note {
    private int epoch = -1;
    private boolean behind;
    private int progress;
    private long since;
    private boolean stuck;
  }

  /** Something was sent to it, and what could be written of that is. */
  void sent(Outbox outbox, OutboxLimits limits) {
    Note note = outbox.note();
    if (note.epoch != epoch) {
      note.epoch = epoch;
      active++;
    }
    if (!note.behind && outbox.isBehind(limits)) {
      progress = looked;
      note.behind = true;
      note.progress = outbox.progress();
      note.since = looked;
      behind.add(outbox);
    }
  }

  /** A round of the lane begins. */
  void beginRound() {
    long now = look();
    if (now - epochStart > EPOCH) {
      boolean wasIdle = now - epochStart > 2 * EPOCH;
      activeBefore = wasIdle ? 0 : active;
      active = 0;
      epoch += wasIdle ? 2 : 1;
      epochStart = now;
    }
  }

  private long look() {
    long now = nanoTime.getAsLong();
    favour = Math.min(FAVOUR, favour + (now - looked) / SHARE);
    if (now - looked > PATIENCE.toNanos()) {
      // After a pause of the lane's, or of the whole node: nobody could be seen to read.
      progress = now;
      resumed = now;
    }
    looked = now;
    return now;
  }

  /** Whether the lane had better wait a moment and ask again. */
  boolean isJammed(OutboxLimits limits) {
    if (behind.isEmpty()) {
      return false;
    }
    long before = looked;
    long now = look();
    boolean jammed = isJammed(limits, now, now - before);
    if (jammed) {
      // While it waits nobody is sent anything, and is none the less active for it.
      epochStart += now - before;
    }
    return jammed;
  }

  private boolean isJammed(OutboxLimits limits, long now, long waited) {
    int reading = 0;
    boolean late = false;
    int kept = 0;
    for (int i = 0; i < behind.size(); i++) {
      Outbox outbox = behind.get(i);
      if (isStillBehind(outbox, limits, now)) {
        behind.set(kept++, outbox);
        Note note = outbox.note();
        // Who still reads what it was sent long ago is nobody to wait for: it is sent no more.
        if (note.epoch >= epoch - 1 && !note.stuck && isToBeSpared(outbox)) {
          reading++;
          late |= now - note.since < PATIENCE.toNanos() && outbox.isLate(limits);
        }
      }
    }
    behind.subList(kept, behind.size()).clear();
    int all = Math.max(active, activeBefore);
    if (2 * reading > all) {
      if (isHopeless(now)) {
        return false;
      }
      if (all >= many) {
        lastJam = now;
        return true;
      }
      return favour(waited);
    }
    return late && now - lastJam < EPOCH && favour(waited);
  }

  private boolean favour(long waited) {
    favour -= waited;
    return favour > 0;
  }

  private boolean isStillBehind(Outbox outbox, OutboxLimits limits, long now) {
    Note note = outbox.note();
    note.behind = outbox.isBehind(limits);
    int seen = outbox.progress();
    if (!note.behind || seen != note.progress) {
      note.progress = seen;
      note.since = now;
      note.stuck = false;
      progress = now;
    } else if (now - note.since > FORBEARANCE.toNanos() && now - resumed > FORBEARANCE.toNanos()) {
      note.stuck = true;
    }
    return note.behind;
  }

  /** Who may be dropped from need not be waited for. */
  private static boolean isToBeSpared(Outbox outbox) {
    return outbox.policy() == OutboxConfig.Policy.CLOSE;
  }

  /** Whether none of them reads. Then none of them counts any more. */
  private boolean isHopeless(long now) {
    if (now - progress < PATIENCE.toNanos()) {
      return false;
    }
    behind.forEach(outbox -> outbox.note().stuck = true);
    return true;
  }
}
