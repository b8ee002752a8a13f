package io.wsgateway.core;

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

  /**
   * What this dialect's clients expect to see of a publication, or nothing if it cannot express it.
   * Called once per publication and node, never per connection, and therefore depends on nothing
   * else.
   */
  Optional<Payload> encode(Publication publication);

  /**
   * Whether a connection shows a publication that it is meant by. Asked for every connection, so
   * the answer must cost next to nothing.
   */
  default boolean admits(Connection connection, Publication publication) {
    return true;
  }
}
