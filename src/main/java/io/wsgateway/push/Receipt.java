package io.wsgateway.push;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * How far a message went to one destination when it was accepted.
 *
 * @param id the publication's; empty if the other nodes could not be told in time
 * @param connections how many connections of the node that answered it is for; empty likewise
 * @param nodes how many other nodes it went to
 * @param trust how far that number is to be believed
 * @param degraded whether other nodes may not have got it, since the exchange between them has a
 *     fault
 */
public record Receipt(
    Optional<String> id, OptionalInt connections, int nodes, Trust trust, boolean degraded) {

  /** How far a number of nodes is to be believed. */
  public enum Trust {
    EXACT,
    AT_LEAST,
    UNKNOWN
  }

  /** Whether it is certain that nobody was there to get it. */
  public boolean reachedNobody() {
    return connections.orElse(1) == 0 && nodes == 0 && trust == Trust.EXACT && !degraded;
  }

  static Receipt read(Fields fields) {
    String trust = fields.text("trust");
    return new Receipt(
        fields.textIfAny("id"),
        fields.has("connections")
            ? OptionalInt.of(fields.count("connections"))
            : OptionalInt.empty(),
        fields.count("nodes"),
        switch (trust) {
          case "exact" -> Trust.EXACT;
          case "at-least" -> Trust.AT_LEAST;
          default -> Trust.UNKNOWN;
        },
        fields.truth("degraded"));
  }
}
