package io.wsgateway.dialect.vein;

import io.wsgateway.core.Publication;
import java.util.UUID;

/**
 * The {@code msg_id} of a publication: a UUID of version 1, of its time and its id alone, so that
 * it is the same on every node and for every connection.
 */
final class VeinMessageId {
  /** Between the beginning of the Gregorian calendar and 1970, in units of 100 nanoseconds. */
  private static final long GREGORIAN = 0x01B21DD213814000L;

  private static final long VERSION_1 = 0x1000;
  private static final long VARIANT = 1L << 63;

  /** Says that the node field is no network card's address (RFC 9562, section 6.10). */
  private static final long NO_HARDWARE = 1L << 40;

  private VeinMessageId() {}

  static UUID of(Publication publication) {
    return of(publication.time(), publication.id());
  }

  /** The 53 bits of the id stand in the node's 48, around the one that is set, and the clock's. */
  static UUID of(long millis, long id) {
    long ticks = GREGORIAN + millis * 10_000;
    long high =
        (ticks << 32) | ((ticks >>> 32) & 0xFFFF) << 16 | VERSION_1 | ((ticks >>> 48) & 0x0FFF);
    long node = (id & 0xFF_FFFF_FFFFL) | NO_HARDWARE | ((id >>> 40) & 0x7F) << 41;
    long clock = (id >>> 47) & 0x3FFF;
    return new UUID(high, VARIANT | clock << 48 | node);
  }
}
