package io.wsgateway.dialect;

/**
 * How a client shows a newer token in dialects whose protocols have no place for one: as the text
 * {@code token:TOKEN}, which none of their messages can be.
 */
public final class RefreshedToken {
  /** What it begins with. */
  public static final String PREFIX = "token:";

  private RefreshedToken() {}

  /** The token in a text that begins with {@link #PREFIX}. */
  public static String of(String text) {
    return text.substring(PREFIX.length()).strip();
  }
}
