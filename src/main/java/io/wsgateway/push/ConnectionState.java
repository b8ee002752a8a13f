package io.wsgateway.push;

import java.util.Map;
import java.util.Optional;

/**
 * What is known about a connection.
 *
 * @param id its id, unique among all nodes
 * @param user whose it is; empty if it is nobody's
 * @param info what back ends have noted about it
 */
public record ConnectionState(long id, Optional<String> user, Map<String, String> info) {
  static ConnectionState read(Fields fields) {
    return new ConnectionState(
        fields.number("id"), fields.textIfAny("user"), fields.object("info").texts());
  }
}
