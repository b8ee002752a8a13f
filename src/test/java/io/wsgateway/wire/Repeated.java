package io.wsgateway.wire;

import jakarta.json.JsonObject;

/** A long text, written short: {@code {"prefix":..,"text":..,"n":..,"suffix":..}}. */
final class Repeated {
  private Repeated() {}

  /** The text written out. */
  static String of(JsonObject json) {
    return json.getString("prefix", "")
        + json.getString("text").repeat(json.getInt("n"))
        + json.getString("suffix", "");
  }
}
