package io.wsgateway.core;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The one exception of the gateway: a code from the catalogue, and a message for whoever reads it.
 */
public final class GatewayException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final ErrorCode code;
  private final @Nullable Refusal refusal;
  private final @Nullable DisconnectReason close;
  private final @Nullable Duration retryAfter;

  /**
   * The message says what was wrong, what was expected, and what to do; it may be shown to the
   * caller.
   */
  public GatewayException(ErrorCode code, String message) {
    this(code, message, null, null, null);
  }

  private GatewayException(
      ErrorCode code,
      @Nullable String message,
      @Nullable Refusal refusal,
      @Nullable DisconnectReason close,
      @Nullable Duration retryAfter) {
    super(message);
    this.code = code;
    this.refusal = refusal;
    this.close = close;
    this.retryAfter = retryAfter;
  }

  /** The same, as the breach of a rule that is to be counted and audited. */
  public GatewayException as(Refusal why) {
    return new GatewayException(code, getMessage(), why, close, retryAfter);
  }

  /** The same, ending the connection that it is about. */
  public GatewayException closing(DisconnectReason reason) {
    return new GatewayException(code, getMessage(), refusal, reason, retryAfter);
  }

  /** The same, with advice when to try again. */
  public GatewayException retryAfter(Duration pause) {
    return new GatewayException(code, getMessage(), refusal, close, pause);
  }

  /**
   * The same for one of several that something was to be sent to, one after the other. Who has sent
   * to some already is not asked to send again.
   *
   * @param done how many have it
   * @param all how many were to have it
   */
  public GatewayException afterSending(int done, int all) {
    return done == 0
        ? this
        : new GatewayException(
            code, "It was sent to the first " + done + " of " + all + ", then: " + getMessage());
  }

  /** Which kind of error this is. */
  public ErrorCode code() {
    return code;
  }

  /** Which rule was broken, or null if none was. */
  public @Nullable Refusal refusal() {
    return refusal;
  }

  /** Why the connection that it is about ends, or null if it goes on. */
  public @Nullable DisconnectReason close() {
    return close;
  }

  /** How long it is no use to try again, or null if that is not known. */
  public @Nullable Duration retryAfter() {
    return retryAfter;
  }
}
