package io.wsgateway.core;

/**
 * The one exception of the gateway: a code from the catalogue, and a message for whoever reads it.
 */
public final class GatewayException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final ErrorCode code;

  /**
   * The message says what was wrong, what was expected, and what to do; it may be shown to the
   * caller.
   */
  public GatewayException(ErrorCode code, String message) {
    super(message);
    this.code = code;
  }

  /** Which kind of error this is. */
  public ErrorCode code() {
    return code;
  }
}
