package io.wsgateway.admin;

import io.wsgateway.core.Block;
import org.jspecify.annotations.Nullable;

/** A block as JMX shows it: an open type, so that any console can. Immutable. */
public final class BlockView {
  private final Block block;

  BlockView(Block block) {
    this.block = block;
  }

  /** Names it. */
  public String getId() {
    return block.id();
  }

  /** Who or what is blocked. */
  public String getTarget() {
    Block.Target target = block.target();
    if (target instanceof Block.OfUser one) {
      return "user " + one.user().user() + " of " + one.user().app();
    }
    if (target instanceof Block.OfToken token) {
      return "token " + token.id() + " of " + token.app();
    }
    if (target instanceof Block.OfOlderTokens older) {
      String whose = older.user() == null ? "all users" : "user " + older.user();
      return "tokens of " + whose + " of " + older.app() + " issued before " + older.before();
    }
    return "address " + ((Block.OfAddress) target).network();
  }

  /** What clients are told. */
  public String getReason() {
    return block.reason();
  }

  /** When it ends, or null if never. */
  public @Nullable String getExpires() {
    return block.expires() == null ? null : block.expires().toString();
  }

  /** Who made it. */
  public String getBy() {
    return block.by();
  }

  /** When it was made. */
  public String getSince() {
    return block.since().toString();
  }
}
