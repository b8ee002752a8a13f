package io.wsgateway.core;

import java.time.Duration;
import java.util.Optional;

/**
 * A wire protocol that clients speak. Stateless and safe for any thread.
 *
 * <p>Each lives in a folder of its own and is found as a CDI bean; no other code knows its name.
 */
public interface Dialect {

  /** Short lower-case name, for configuration, logs and metrics. */
  String name();

  /** Path of the WebSocket endpoint below the context root, such as {@code /connection}. */
  String path();

  /** The app that all its clients belong to; nothing if they say so themselves. */
  default Optional<String> app() {
    return Optional.empty();
  }

  /**
   * What this dialect's clients expect to see of a publication, or nothing if it cannot express it.
   * Called once per publication and node, never per connection, and therefore depends on nothing
   * else.
   */
  Optional<Payload> encode(Publication publication);

  /**
   * What tells a client that its proof will not hold much longer, and it should show a newer one;
   * nothing if its protocol has no place for that.
   */
  default Optional<Payload> expiryNotice(Duration left) {
    return Optional.empty();
  }

  /**
   * Whether a connection shows a publication that it is meant by. Asked for every connection, so
   * the answer must cost next to nothing.
   */
  default boolean admits(Connection connection, Publication publication) {
    return true;
  }
}
