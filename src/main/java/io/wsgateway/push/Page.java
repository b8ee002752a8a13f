package io.wsgateway.push;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * A part of a sorted list.
 *
 * @param items at most as many as were asked for
 * @param next what to ask for the next part with; empty on the last one
 * @param missing the numbers of nodes that did not answer in time, and are missing from this part
 */
public record Page<T>(List<T> items, Optional<String> next, Set<Integer> missing) {
  /** The longest page. */
  public static final int MAX = 1_000;

  /** The beginning of a list. */
  public static final String START = "";

  static <T> Page<T> read(Fields fields, Function<Object, T> item) {
    return new Page<>(fields.list("items", item), fields.textIfAny("next"), fields.missing());
  }
}
