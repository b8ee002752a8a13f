package io.wsgateway.bench;

import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What a load client has answered. Immutable.
 *
 * @param values by their names
 */
record LoadResult(Map<String, String> values) {
  static LoadResult of(String line) {
    return new LoadResult(
        Arrays.stream(line.split(" ", -1))
            .map(word -> word.split("=", 2))
            .collect(Collectors.toMap(word -> word[0], word -> word[1])));
  }

  long number(String name) {
    return Long.parseLong(values.get(name));
  }

  /** How long it took, until the last delivery. */
  double seconds() {
    return number("nanos") / 1e9;
  }

  double perSecond() {
    return number("delivered") / seconds();
  }

  /** A latency, {@code p50}, {@code p99} or {@code max}. */
  double millis(String which) {
    return number(which) / 1e6;
  }

  /**
   * How many messages were passed over, came twice or too late, did not come or were damaged, and
   * how many connections were lost.
   */
  long faults() {
    return number("skipped")
        + number("repeated")
        + number("missing")
        + number("other")
        + number("lost");
  }
}
