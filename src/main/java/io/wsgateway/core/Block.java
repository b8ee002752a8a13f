package io.wsgateway.core;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * Somebody, a token or an address that is shut out, in the whole cluster. Immutable.
 *
 * @param target who or what
 * @param reason what clients are told in the close frame, at most {@value #MAX_REASON} bytes in
 *     UTF-8; may be empty
 * @param expires when it ends by itself, or null if never
 * @param by who made it: whatever names a caller in the audit
 * @param since when it was made, in whole milliseconds
 */
public record Block(
    Target target, String reason, @Nullable Instant expires, String by, Instant since) {
  /** As much as a close frame has room for. */
  public static final int MAX_REASON = 123;

  private static final int ID_BYTES = 15;

  /** What is shut out. Immutable. */
  public sealed interface Target {}

  /** A user, whatever it proves. */
  public record OfUser(Destination.OfUser user) implements Target {}

  /** One token. */
  public record OfToken(String app, String id) implements Target {}

  /**
   * All tokens of an app, or of one of its users, that were issued before a time. Those that do not
   * say when they were issued were issued before any.
   *
   * @param before in whole milliseconds
   */
  public record OfOlderTokens(String app, @Nullable String user, Instant before)
      implements Target {}

  /** An address, or all of a network. */
  public record OfAddress(Network network) implements Target {}

  /**
   * Names what is blocked: whoever blocks it again changes the block that is there. Safe in a path.
   */
  public String id() {
    return idOf(target);
  }

  static String idOf(Target target) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(BlockText.of(target).getBytes(UTF_8));
      return Base64.getUrlEncoder().encodeToString(Arrays.copyOf(digest, ID_BYTES));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /** What connections are closed with. */
  public DisconnectReason close() {
    return reason.isEmpty()
        ? DisconnectReason.BLOCKED
        : new DisconnectReason(
            DisconnectReason.BLOCKED.name(), DisconnectReason.BLOCKED.code(), reason, false);
  }

  /** What names a target in a line of the audit. */
  static @Nullable Object[] details(Target target, @Nullable Object... more) {
    @Nullable Object[] own;
    if (target instanceof OfUser one) {
      own = new @Nullable Object[] {"app", one.user().app(), "user", one.user().user()};
    } else if (target instanceof OfToken token) {
      own = new @Nullable Object[] {"app", token.app(), "token", token.id()};
    } else if (target instanceof OfOlderTokens older) {
      own =
          new @Nullable Object[] {
            "app", older.app(), "user", older.user(), "issued-before", older.before()
          };
    } else {
      own = new @Nullable Object[] {"address", ((OfAddress) target).network()};
    }
    return Audit.joined(own, more);
  }
}
