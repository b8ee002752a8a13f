package io.wsgateway.core;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import java.util.function.IntSupplier;
import java.util.function.LongFunction;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The blocks of the cluster as this node knows them, and those that were taken back lately. Of two
 * that blocked and unblocked the same, the later counts. Safe for any thread.
 */
final class BlockTable {
  /** Nodes that take the last places at the same time all keep theirs. */
  private static final int SLACK = 1_000;

  private final IntSupplier most;
  private final InstantSource clock;
  private final LongSupplier nanoTime;
  // By id, for pages. Under the monitor, as all changes.
  private final TreeMap<String, Known> known = new TreeMap<>();
  private final BlockIndex index = new BlockIndex();
  private int blocks;

  private record Known(BlockChange change, long learned) {}

  /**
   * @param most how many blocks there may be; of those taken back, the last as many are remembered
   * @param clock when they end
   * @param nanoTime a clock that only goes forward
   */
  BlockTable(IntSupplier most, InstantSource clock, LongSupplier nanoTime) {
    this.most = most;
    this.clock = clock;
    this.nanoTime = nanoTime;
  }

  /**
   * Makes a change that is the last of its id, even if other nodes' clocks are ahead.
   *
   * @param change made of the time at which it happens
   * @throws GatewayException {@link ErrorCode#LIMIT} if it is a block for which there is no room
   */
  synchronized BlockChange make(String id, LongFunction<BlockChange> change) {
    Known before = known.get(id);
    long now = clock.millis();
    BlockChange made =
        change.apply(before == null ? now : Math.max(now, before.change().time() + 1));
    if (made.block() != null && !hasRoomFor(before, most.getAsInt())) {
      throw new GatewayException(
          ErrorCode.LIMIT,
          "There are "
              + most.getAsInt()
              + " blocks, as many as there may be; take back some, block a network instead of"
              + " addresses, or raise gateway.blocks.max-entries");
    }
    enter(made);
    return made;
  }

  /** Takes back a block; null if there is none in force. */
  synchronized @Nullable BlockChange takeBack(String id) {
    BlockChange there = get(id);
    return there == null ? null : make(id, there::takenBack);
  }

  /** The block of that id, or null if there is none in force. */
  synchronized @Nullable BlockChange get(String id) {
    Known there = known.get(id);
    return there == null || there.change().block() == null || isOver(there.change())
        ? null
        : there.change();
  }

  /** Whether a change has nothing more to say by now. */
  boolean isOver(BlockChange change) {
    return change.isOver(clock.millis());
  }

  private boolean hasRoomFor(@Nullable Known before, int most) {
    return blocks < most || (before != null && before.change().block() != null);
  }

  /**
   * Learns what others say.
   *
   * @return what of it was new
   */
  synchronized List<BlockChange> learn(Collection<BlockChange> changes) {
    List<BlockChange> news = new ArrayList<>();
    for (BlockChange change : changes) {
      Known before = known.get(change.id());
      boolean isNew = before == null || change.isAfter(before.change());
      boolean fits =
          change.block() == null
              ? before != null || known.size() - blocks < most.getAsInt()
              : hasRoomFor(before, most.getAsInt() + SLACK);
      if (isNew && fits && !isOver(change)) {
        enter(change);
        news.add(change);
      }
    }
    return news;
  }

  private void enter(BlockChange change) {
    if (change.block() == null) {
      drop(change.id());
      if (known.size() - blocks >= most.getAsInt()) {
        forgetOldestTakenBack();
      }
    } else {
      Known before = known.get(change.id());
      blocks += before == null || before.change().block() == null ? 1 : 0;
      // In place of the one before: there is no moment in which neither holds.
      index.put(change.block());
    }
    known.put(change.id(), new Known(change, nanoTime.getAsLong()));
  }

  private void forgetOldestTakenBack() {
    known.values().stream()
        .map(Known::change)
        .filter(change -> change.block() == null)
        .min(Comparator.comparingLong(BlockChange::time))
        .ifPresent(oldest -> known.remove(oldest.id()));
  }

  private void drop(String id) {
    Known before = known.remove(id);
    if (before != null && before.change().block() != null) {
      blocks--;
      index.remove(before.change().block());
    }
  }

  /** Forgets what is over, and returns it. */
  synchronized List<BlockChange> expire() {
    List<BlockChange> over =
        known.values().stream().map(Known::change).filter(this::isOver).toList();
    over.forEach(change -> drop(change.id()));
    return over;
  }

  /** What others, who know these, do not know. */
  synchronized List<BlockChange> beyond(Collection<BlockChange> others) {
    TreeMap<String, BlockChange> theirs = new TreeMap<>();
    others.forEach(change -> theirs.put(change.id(), change));
    return known.values().stream()
        .map(Known::change)
        .filter(
            change -> {
              BlockChange other = theirs.get(change.id());
              return !isOver(change) && (other == null || change.isAfter(other));
            })
        .toList();
  }

  /** What was learned since then. */
  synchronized List<BlockChange> learnedSince(long nanos) {
    return known.values().stream()
        .filter(one -> one.learned() - nanos >= 0)
        .map(Known::change)
        .toList();
  }

  /** So many changes, blocks and others, whose ids come after that one. */
  synchronized List<BlockChange> after(String id, int limit) {
    return known.tailMap(id, false).values().stream().map(Known::change).limit(limit).toList();
  }

  /** A page of the blocks in force. */
  synchronized Slice<Block> list(Page page) {
    String after = page.after() == null ? "" : page.after();
    List<Block> found = new ArrayList<>();
    for (Known one : known.tailMap(after, false).values()) {
      Block block = one.change().block();
      if (block != null && !isOver(one.change())) {
        if (found.size() == page.limit()) {
          return new Slice<>(found, found.get(found.size() - 1).id());
        }
        found.add(block);
      }
    }
    return new Slice<>(found, null);
  }

  /** How many there are. */
  synchronized int size() {
    return blocks;
  }

  /** The block that meets an address, or null. */
  @Nullable Block onAddress(String address) {
    return index.ofAddress(address, clock.instant());
  }

  /** The block that meets a user or its token, or null. */
  @Nullable Block onUser(Destination.OfUser user, Identity identity) {
    return index.ofUser(user, identity, clock.instant());
  }

  Instant now() {
    return clock.instant();
  }
}
