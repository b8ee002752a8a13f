package io.wsgateway.core;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Who is shut out. Every node holds all blocks of the cluster, so that a look-up asks nobody;
 * {@link BlockGossip} sees to that. Whoever is connected and meets a new block is closed at once,
 * on every node.
 *
 * <p>Safe for any thread; nothing waits.
 */
public final class BlockList {
  /** Whoever passed a check just before a block was made is connected, and bound, after that. */
  private static final Duration LATECOMERS = Duration.ofSeconds(1);

  /** Later ends are most likely mistakes, and not every store could keep them. */
  private static final Instant LAST = Instant.parse("9999-12-31T23:59:59Z");

  private static final int MAX_TOKEN_ID = 500;

  private final Gateway gateway;
  private final Directory directory;
  private final Timers timers;
  private final Executor housekeeping;
  private final Audit audit;
  private final BlockTable table;
  private final BlockGossip gossip;
  private final AtomicBoolean closing = new AtomicBoolean();
  private volatile @Nullable BlockStore store;

  BlockList(Gateway gateway, GatewayParts parts, Nodes nodes, Questions questions) {
    this.gateway = gateway;
    directory = parts.directory();
    timers = parts.timers();
    housekeeping = parts.housekeeping();
    audit = parts.audit();
    table =
        new BlockTable(
            () -> parts.config().cluster().blocksMaxEntries(),
            InstantSource.system(),
            System::nanoTime);
    gossip =
        new BlockGossip(
            parts.ids(), nodes, parts.exchange(), questions, table, this::learn, System::nanoTime);
  }

  /** Keeps all in a store from now on, and takes from it what it has. */
  void keepIn(BlockStore kept) {
    store = kept;
    kept.start(
        found -> {
          found.stream().filter(table::isOver).forEach(kept::forget);
          apply(table.learn(found));
          return table.beyond(found);
        });
  }

  /**
   * Shuts out somebody, everywhere. If that was so already, reason and end are these from now on.
   *
   * @param reason at most {@value Block#MAX_REASON} bytes in UTF-8; may be empty
   * @param expires when it ends by itself, or null if never
   * @param by who says so, for the audit
   * @throws GatewayException {@link ErrorCode#BAD_REQUEST}, {@link ErrorCode#BAD_NAME}, {@link
   *     ErrorCode#UNKNOWN_APP}; {@link ErrorCode#LIMIT} if there are as many as there may be
   */
  public Block add(Block.Target target, String reason, @Nullable Instant expires, String by) {
    Block.Target checked = checked(target);
    checkText("reason", reason, Block.MAX_REASON);
    Instant end = expires == null ? null : expires.truncatedTo(ChronoUnit.MILLIS);
    if (end != null && (!end.isAfter(table.now()) || end.isAfter(LAST))) {
      throw bad("The block would end at " + expires + "; expected a time to come, or none");
    }
    String id = Block.idOf(checked);
    BlockChange made =
        table.make(
            id,
            time ->
                BlockChange.made(new Block(checked, reason, end, by, Instant.ofEpochMilli(time))));
    apply(List.of(made));
    gossip.tell(List.of(made));
    audit.changed("block", Block.details(checked, "id", id, "expires", end, "by", by));
    return Objects.requireNonNull(made.block());
  }

  /**
   * Lets somebody in again.
   *
   * @param by who says so, for the audit
   * @return whether there was a block of that id
   */
  public boolean remove(String id, String by) {
    BlockChange before = table.get(id);
    BlockChange made = table.takeBack(id);
    if (made == null || before == null || before.block() == null) {
      return false;
    }
    keep(List.of(made));
    gossip.tell(List.of(made));
    audit.changed("unblock", Block.details(before.block().target(), "id", id, "by", by));
    return true;
  }

  /** Those in force, sorted by id. */
  public Slice<Block> list(Page page) {
    return table.list(page);
  }

  /** How many there are. */
  public int size() {
    return table.size();
  }

  /** The block that meets an address, or null. */
  public @Nullable Block onAddress(String address) {
    return table.onAddress(address);
  }

  /** The block that meets a user or what proves it, or null. */
  public @Nullable Block onUser(Destination.OfUser user, Identity identity) {
    return table.onUser(user, identity);
  }

  /** What other nodes say. */
  void learn(Collection<BlockChange> changes) {
    apply(table.learn(changes));
  }

  /** Sees to it that all nodes know the same. */
  BlockGossip gossip() {
    return gossip;
  }

  /** Forgets what is over. To be called every now and then, by one thread. */
  void tick() {
    List<BlockChange> over = table.expire();
    BlockStore kept = store;
    if (kept != null) {
      over.forEach(kept::forget);
    }
    gossip.tick();
  }

  private void apply(List<BlockChange> news) {
    if (news.isEmpty()) {
      return;
    }
    keep(news);
    if (news.stream().anyMatch(change -> change.block() != null)) {
      closeBlockedSoon();
      timers.after(LATECOMERS, this::closeBlockedSoon);
    }
  }

  private void keep(List<BlockChange> news) {
    BlockStore kept = store;
    if (kept != null) {
      kept.keep(news);
    }
  }

  /** Goes through all connections once, however many blocks have come meanwhile. */
  private void closeBlockedSoon() {
    if (closing.compareAndSet(false, true)) {
      try {
        housekeeping.execute(this::closeBlocked);
      } catch (RejectedExecutionException e) {
        // This node is stopping, and closes all.
      }
    }
  }

  private void closeBlocked() {
    closing.set(false);
    for (Connection connection : directory.connections()) {
      Block block = onAddress(connection.visitor().address());
      Destination.OfUser user = connection.user();
      if (block == null && user != null) {
        block = onUser(user, connection.identity());
      }
      if (block != null && connection.outbox().isOpen()) {
        gateway.close(connection, block.close());
      }
    }
  }

  private Block.Target checked(Block.Target target) {
    if (target instanceof Block.OfUser one) {
      gateway.toUser(one.user().app(), one.user().user());
    } else if (target instanceof Block.OfToken token) {
      gateway.toAll(token.app());
      if (token.id().isEmpty()) {
        throw bad("The token's id is empty; expected what its claim jti says");
      }
      checkText("token's id", token.id(), MAX_TOKEN_ID);
    } else if (target instanceof Block.OfOlderTokens older) {
      gateway.toAll(older.app());
      if (older.user() != null) {
        gateway.toUser(older.app(), older.user());
      }
      if (older.before().isAfter(LAST) || older.before().isBefore(Instant.EPOCH)) {
        throw bad("The time " + older.before() + " is no time at which tokens are issued");
      }
      return new Block.OfOlderTokens(
          older.app(), older.user(), older.before().truncatedTo(ChronoUnit.MILLIS));
    }
    return target;
  }

  private static void checkText(String what, String text, int max) {
    int size = text.getBytes(UTF_8).length;
    if (size > max || text.chars().anyMatch(Character::isISOControl)) {
      throw bad(
          "The "
              + what
              + " has "
              + size
              + " bytes, or control characters; expected at most "
              + max
              + " bytes in UTF-8 without any");
    }
  }

  private static GatewayException bad(String message) {
    return new GatewayException(ErrorCode.BAD_REQUEST, message);
  }
}
