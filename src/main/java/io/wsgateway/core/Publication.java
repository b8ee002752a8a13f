package io.wsgateway.core;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One message on its way. Immutable.
 *
 * @param id unique in the cluster, a positive number below 2^53, see {@link Ids}
 * @param destination whom it is for
 * @param payload what is said
 * @param sender the user it comes from, or null when a back end said it
 * @param excluded ids of connections that do not get it
 * @param time when it was accepted, in milliseconds since 1970
 */
public record Publication(
    long id,
    Destination destination,
    Payload payload,
    @Nullable String sender,
    Set<Long> excluded,
    long time) {

  public Publication {
    excluded = Set.copyOf(excluded);
  }
}
