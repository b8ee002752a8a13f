package io.wsgateway.core;

/**
 * A rule about who may be here and how much. Found as a CDI bean, which is marked {@link OnlyOne}
 * so that it can still be called while the application is taken down. Asked for every connection,
 * in no order; {@link Admission} counts and audits.
 *
 * <p>Called by any thread, often while a client waits, so it must not wait itself. A refusal is a
 * {@link GatewayException} with a {@linkplain GatewayException#refusal() refusal}; if it has a
 * {@linkplain GatewayException#close() reason}, the connection is closed with it.
 */
public interface AccessRule {

  /**
   * The gateway has started. Rules are given it here and have none injected, since it is made of
   * them.
   */
  default void start(Gateway gateway) {}

  /** A connection has come. It has its visitor, and its app if its dialect knows it already. */
  default void admit(Connection connection) {}

  /**
   * A connection is to be a user's. {@link Connection#user()} is still whoever was before; the same
   * user may come again, with a newer proof.
   */
  default void bind(Connection connection, Destination.OfUser user, Identity identity) {}

  /** A connection is nobody's any more, or about to be another's. */
  default void unbind(Connection connection, Destination.OfUser user) {}

  /**
   * A client has said something.
   *
   * @param bytes how much
   */
  default void heard(Connection connection, int bytes) {}

  /** A connection that was admitted is gone. Called once for each. */
  default void gone(Connection connection) {}
}
