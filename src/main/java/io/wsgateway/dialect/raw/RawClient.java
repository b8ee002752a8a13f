package io.wsgateway.dialect.raw;

import io.wsgateway.core.App;
import io.wsgateway.core.Connection;
import io.wsgateway.core.Destination;
import io.wsgateway.core.DisconnectReason;
import io.wsgateway.core.Gateway;
import io.wsgateway.core.GatewayException;
import io.wsgateway.core.Identity;
import io.wsgateway.core.Payload;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/**
 * A client of the raw dialect, as its {@link RawApplication} sees it: the connection on this node,
 * which may be kept and used at any time by any thread. No method waits for the client; when it is
 * gone they do nothing. For everything about others there is {@link #app()}.
 *
 * <p>Names of users and topics that cannot be are refused with {@link GatewayException}.
 */
public final class RawClient {
  private final Gateway gateway;
  private final Connection connection;
  private final App app;

  RawClient(Gateway gateway, Connection connection, App app) {
    this.gateway = gateway;
    this.connection = connection;
    this.app = app;
  }

  /** Its id as clients see it: 20 hexadecimal digits, see {@link RawId}. */
  public String id() {
    return RawId.of(connection.id());
  }

  /** Its id as {@link App} knows it, unique in the cluster. */
  public long connection() {
    return connection.id();
  }

  /** All that can be done in its app, on all nodes. */
  public App app() {
    return app;
  }

  /** The user it is bound to. */
  public Optional<String> user() {
    return Optional.ofNullable(connection.user()).map(Destination.OfUser::user);
  }

  /** Sends a text message, in order with everything else it gets. */
  public void send(String text) {
    gateway.send(connection, Payload.text(text));
  }

  /** Sends a binary message, as {@link #send(String)}. The array must not be changed afterwards. */
  public void send(byte[] bytes) {
    gateway.send(connection, Payload.binary(bytes));
  }

  /** What applications have noted about it; {@link App#setInfo} notes. */
  public Map<String, String> info() {
    return connection.info();
  }

  /**
   * Says who it is, instead of whoever it was. It has effect at once.
   *
   * @return done when what other nodes send to the user reaches it too
   */
  public CompletionStage<Void> bind(String user) {
    return gateway.bind(connection, app.name(), user, Identity.provedWith(Set.of()));
  }

  /** It has no user any more. */
  public void unbind() {
    gateway.unbind(connection);
  }

  /**
   * Joins a topic, until it leaves or closes; again is the same as once. It has effect at once.
   *
   * @return done when what other nodes send to the topic reaches it too
   */
  public CompletionStage<Void> join(String topic) {
    return gateway.join(connection, topic);
  }

  /** Leaves a topic. */
  public void leave(String topic) {
    gateway.leave(connection, topic);
  }

  /**
   * Closes it after everything it was sent before.
   *
   * @param code see {@link DisconnectReason#application}
   * @param reason at most 123 bytes in UTF-8
   */
  public void close(int code, String reason) {
    gateway.close(connection, DisconnectReason.application(code, reason));
  }

  @Override
  public String toString() {
    return connection.toString();
  }
}
