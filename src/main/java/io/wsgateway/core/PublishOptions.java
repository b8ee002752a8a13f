package io.wsgateway.core;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a publisher may say besides destination and payload.
 *
 * @param sender the user the message comes from, or null
 * @param excluded ids of connections that do not get it
 */
public record PublishOptions(@Nullable String sender, Set<Long> excluded) {
  /** From nobody, to everybody. */
  public static final PublishOptions NONE = new PublishOptions(null, Set.of());

  public PublishOptions {
    excluded = Set.copyOf(excluded);
  }
}
