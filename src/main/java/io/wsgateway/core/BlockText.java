package io.wsgateway.core;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How nodes and stores write down a {@link BlockChange}: fields with tabs between them, since no
 * name has any. {@code 1 time id until}, and if it is a block, {@code kind app name before reason
 * by}; times are milliseconds since 1970, and -1 is never.
 */
final class BlockText {
  private static final String VERSION = "1";
  private static final String SEPARATOR = "\t";
  private static final int TAKEN_BACK_FIELDS = 4;
  private static final int BLOCK_FIELDS = 10;
  private static final String USER = "user";
  private static final String TOKEN = "token";
  private static final String OLDER_TOKENS = "older-tokens";
  private static final String ADDRESS = "address";
  private static final String NOBODY = "";

  private BlockText() {}

  static String of(BlockChange change) {
    long until = change.until() == BlockChange.NEVER ? -1 : change.until();
    String head = join(VERSION, change.time(), change.id(), until);
    Block block = change.block();
    return block == null ? head : join(head, of(block.target()), block.reason(), block.by());
  }

  /** The same for the same target. */
  static String of(Block.Target target) {
    if (target instanceof Block.OfUser one) {
      return join(USER, one.user().app(), one.user().user(), -1);
    }
    if (target instanceof Block.OfToken token) {
      return join(TOKEN, token.app(), token.id(), -1);
    }
    if (target instanceof Block.OfOlderTokens older) {
      String user = older.user() == null ? NOBODY : older.user();
      return join(OLDER_TOKENS, older.app(), user, older.before().toEpochMilli());
    }
    return join(ADDRESS, NOBODY, ((Block.OfAddress) target).network(), -1);
  }

  private static String join(Object... fields) {
    StringBuilder text = new StringBuilder();
    for (Object field : fields) {
      text.append(text.isEmpty() ? "" : SEPARATOR).append(field);
    }
    return text.toString();
  }

  static @Nullable BlockChange parse(String text) {
    String[] fields = text.split(SEPARATOR, -1);
    boolean isBlock = fields.length == BLOCK_FIELDS;
    if (!fields[0].equals(VERSION) || !(isBlock || fields.length == TAKEN_BACK_FIELDS)) {
      return null;
    }
    try {
      long time = Long.parseLong(fields[1]);
      long written = Long.parseLong(fields[3]);
      long until = written < 0 ? BlockChange.NEVER : written;
      if (!isBlock) {
        return new BlockChange(fields[2], time, until, null);
      }
      Block.Target target = target(fields[4], fields[5], fields[6], Long.parseLong(fields[7]));
      Instant expires = written < 0 ? null : Instant.ofEpochMilli(written);
      Block block = new Block(target, fields[8], expires, fields[9], Instant.ofEpochMilli(time));
      return new BlockChange(block.id(), time, until, block);
    } catch (IllegalArgumentException | GatewayException e) {
      return null;
    }
  }

  private static Block.Target target(String kind, String app, String name, long before) {
    return switch (kind) {
      case USER -> new Block.OfUser(new Destination.OfUser(app, name));
      case TOKEN -> new Block.OfToken(app, name);
      case OLDER_TOKENS ->
          new Block.OfOlderTokens(
              app, name.equals(NOBODY) ? null : name, Instant.ofEpochMilli(before));
      case ADDRESS -> new Block.OfAddress(Network.parse(name));
      default -> throw new IllegalArgumentException("a block of kind " + kind);
    };
  }
}
