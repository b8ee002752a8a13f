package io.wsgateway.auth;

import io.wsgateway.core.ErrorCode;
import io.wsgateway.core.GatewayException;
import java.util.function.Supplier;

/**
 * A caller whose call lasts: each push is asked for anew, so that a key that expires, is taken away
 * or is used too fast counts from then on, and not from the next call. For one thread at a time.
 */
public final class Standing {
  private final Caller caller;
  private final Supplier<Caller> counter;

  /**
   * @param counter counts one push as things stand, or throws
   */
  Standing(Caller caller, Supplier<Caller> counter) {
    this.caller = caller;
    this.counter = counter;
  }

  /** Who was let in. */
  public Caller caller() {
    return caller;
  }

  /**
   * Goes on only if the caller may still do what it was let in for, and counts that it does it once
   * more.
   *
   * @return the caller as it stands, who is charged for what is more than one push
   * @throws GatewayException {@link ErrorCode#LIMIT} if they come too fast: a later one may pass;
   *     {@link ErrorCode#UNAUTHORIZED} or {@link ErrorCode#FORBIDDEN}: none will
   */
  public Caller push() {
    return counter.get();
  }
}
