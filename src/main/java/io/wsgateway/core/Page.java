package io.wsgateway.core;

import org.jspecify.annotations.Nullable;

/**
 * Which part of a sorted list is wanted.
 *
 * @param limit how many entries, 1 to {@link #MAX}
 * @param after the cursor: what {@link Slice#next} of the part before said, or null for the first
 */
public record Page(int limit, @Nullable String after) {
  /** The longest page. */
  public static final int MAX = 1_000;

  /** The first hundred. */
  public static final Page FIRST = new Page(100, null);

  public Page {
    if (limit < 1 || limit > MAX) {
      throw new GatewayException(
          ErrorCode.BAD_REQUEST,
          "A page of " + limit + " entries was asked for; expected 1 to " + MAX);
    }
  }
}
