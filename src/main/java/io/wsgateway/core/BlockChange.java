package io.wsgateway.core;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * That somebody was blocked, or no longer is. Of what is known of one id the {@linkplain
 * #isAfter(BlockChange) last} counts, on whatever node and in whatever order it is heard.
 * Immutable.
 *
 * @param id of the block
 * @param time when, in milliseconds since 1970
 * @param until when this may be forgotten, in milliseconds since 1970; {@link #NEVER} if never
 * @param block what counts from then on, or null if the block was taken back
 */
public record BlockChange(String id, long time, long until, @Nullable Block block) {
  /** No end. */
  static final long NEVER = Long.MAX_VALUE;

  /** How long others are told that a block was taken back, unless it would have ended before. */
  private static final Duration MEMORY = Duration.ofDays(1);

  /** A block was made. */
  public static BlockChange made(Block block) {
    Instant expires = block.expires();
    return new BlockChange(
        block.id(),
        block.since().toEpochMilli(),
        expires == null ? NEVER : expires.toEpochMilli(),
        block);
  }

  /** This block is taken back. */
  BlockChange takenBack(long now) {
    return new BlockChange(id, now, Math.min(until, now + MEMORY.toMillis()), null);
  }

  /** Whether it has nothing more to say. */
  public boolean isOver(long now) {
    return now >= until;
  }

  /** Which of two counts; all nodes and stores say the same. */
  public boolean isAfter(BlockChange other) {
    return time == other.time ? text().compareTo(other.text()) > 0 : time > other.time;
  }

  /** In a line of text, for other nodes and for stores, which {@link #parse} reads. */
  public String text() {
    return BlockText.of(this);
  }

  /** What a text says, or null if it is of another version, or damaged. */
  public static @Nullable BlockChange parse(String text) {
    return BlockText.parse(text);
  }
}
