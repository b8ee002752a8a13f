package io.wsgateway.api;

import org.jspecify.annotations.Nullable;

/** Who is behind a connection, as a back end writes it. */
record UserBody(@Given @Nullable String user) {
  static UserBody read(Fields fields) {
    return new UserBody(fields.text("user"));
  }

  /** The name, once the constraints are checked. */
  String name() {
    return user == null ? "" : user;
  }
}
