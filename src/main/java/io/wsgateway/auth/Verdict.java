package io.wsgateway.auth;

import io.wsgateway.core.Identity;
import io.wsgateway.core.Refusal;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Whether somebody is the user that it claims to be. */
public final class Verdict {
  private final @Nullable String user;
  private final @Nullable Identity identity;
  private final @Nullable Refusal refusal;

  private Verdict(@Nullable String user, @Nullable Identity identity, @Nullable Refusal refusal) {
    this.user = user;
    this.identity = identity;
    this.refusal = refusal;
  }

  /** It is that user. */
  public static Verdict accepted(String user, Identity identity) {
    return new Verdict(user, identity, null);
  }

  /** It is not, or nobody could tell in time. */
  public static Verdict refused(Refusal why) {
    return new Verdict(null, null, why);
  }

  /** Whether it is. */
  public boolean isAccepted() {
    return refusal == null;
  }

  /** Who it is, if it is accepted. */
  public String user() {
    return Objects.requireNonNull(user);
  }

  /** What proves it, if it is accepted. */
  public Identity identity() {
    return Objects.requireNonNull(identity);
  }

  /** Why it is refused, or null. */
  public @Nullable Refusal refusal() {
    return refusal;
  }

  @Override
  public String toString() {
    return refusal == null ? "accepted" : "refused, " + refusal.slug();
  }
}
