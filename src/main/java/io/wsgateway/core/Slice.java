package io.wsgateway.core;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A part of a sorted list.
 *
 * @param items its entries
 * @param next the cursor of the part after it, or null if this is the last
 */
public record Slice<T>(List<T> items, @Nullable String next) {
  public Slice {
    items = List.copyOf(items);
  }
}
