package io.wsgateway.fault;

import io.wsgateway.client.Event;
import io.wsgateway.client.RawWebSocket;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A client that belongs to a user and is in the topic of its scene. A thread of its own writes into
 * the history what arrives.
 */
final class Listener implements AutoCloseable {
  private static final Duration STEP = Duration.ofMillis(100);

  private final String user;
  private final Node node;
  private final History history;
  private final RawWebSocket socket;
  private final Thread thread;
  private volatile boolean closing;
  private volatile @Nullable Event end;

  private Listener(String user, Node node, History history, RawWebSocket socket) {
    this.user = user;
    this.node = node;
    this.history = history;
    this.socket = socket;
    thread = new Thread(this::listen, "listener-" + user);
    thread.setDaemon(true);
  }

  /** Returns when the node has understood who this is and what topic it joins. */
  static Listener at(Node node, String app, String user, String topic, History history) {
    RawWebSocket socket = RawWebSocket.open(node.webSocket("/connection"));
    socket.send("reg:" + app + ":" + user);
    socket.send("in:" + app + ":" + user + ":" + topic);
    socket.send("?:").expect("error msg format");
    Listener listener = new Listener(user, node, history, socket);
    listener.thread.start();
    return listener;
  }

  String user() {
    return user;
  }

  Node node() {
    return node;
  }

  /** The close frame or the end of the connection, if the test did not bring it about. */
  Optional<Event> end() {
    return Optional.ofNullable(end);
  }

  private void listen() {
    while (!closing && end == null) {
      socket.next(STEP).ifPresent(this::take);
    }
  }

  private void take(Event event) {
    if (event.kind() == Event.Kind.TEXT) {
      history.received(user, event.text());
    } else if (!closing) {
      end = event;
    }
  }

  @Override
  public void close() {
    closing = true;
    socket.close();
  }
}
