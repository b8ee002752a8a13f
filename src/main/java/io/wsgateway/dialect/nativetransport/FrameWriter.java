package io.wsgateway.dialect.nativetransport;

import io.wsgateway.core.Payload;
import io.wsgateway.core.Transport.Completion;
import java.util.List;

/**
 * Writes messages to one WebSocket that is open. Called as {@link io.wsgateway.core.Transport}
 * says: by one thread at a time, and not again before the last write is complete.
 */
public interface FrameWriter {
  /**
   * Writes messages in order, with control frames of the container's own only between them. Never
   * blocks and never throws.
   *
   * @param done called exactly once: when the system has taken all of them, or with what went
   *     wrong; possibly before this method returns, and by any thread
   */
  void write(List<Payload> messages, Completion done);

  /** How much of a write the system has not taken yet, in bytes; 0 if that is not known. */
  default long left() {
    return 0;
  }

  /**
   * Whether what it writes holds up the container's own close frame, and possibly whoever closes.
   */
  default boolean isInTheWay() {
    return false;
  }
}
