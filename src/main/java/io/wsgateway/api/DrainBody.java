package io.wsgateway.api;

import org.jspecify.annotations.Nullable;

/**
 * How a node is to be taken out.
 *
 * @param waitMillis how long it goes on serving, or null for what is configured
 * @param pace how many connections it then closes in a second, or null for what is configured
 */
record DrainBody(@Nullable Long waitMillis, @Nullable Integer pace) {
  static final DrainBody AS_CONFIGURED = new DrainBody(null, null);

  static DrainBody read(Fields fields) {
    Long wait = fields.number("waitMillis");
    Long pace = fields.number("pace");
    return new DrainBody(
        wait, pace == null ? null : (int) Math.max(-1, Math.min(pace, Integer.MAX_VALUE)));
  }
}
