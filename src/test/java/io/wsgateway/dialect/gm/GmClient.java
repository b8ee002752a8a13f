package io.wsgateway.dialect.gm;

import static org.assertj.core.api.Assertions.assertThat;

import io.wsgateway.client.Event;
import io.wsgateway.client.RawWebSocket;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/** A client of the gm dialect. In what it sends, single quotes stand for double ones. */
final class GmClient implements AutoCloseable {
  static final String PING = "{\"type\":\"ping\"}";
  static final String PONG = "{\"type\":\"pong\"}";
  static final String NOT_MATCH = "{\"type\":\"not match\"}";

  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final String HASH_NAME = "your hash_name is:";

  private final RawWebSocket socket;
  private String id = "";

  private GmClient(RawWebSocket socket) {
    this.socket = socket;
  }

  /** Connects and takes the ping that comes first. */
  static GmClient open(URI gm) {
    GmClient client = new GmClient(RawWebSocket.open(gm));
    client.socket.expect(PING);
    return client;
  }

  /** Connects and binds an id, written as JSON. */
  static GmClient bound(URI gm, String clientId) {
    return open(gm).bind(clientId);
  }

  GmClient bind(String clientId) {
    send("{'type':'bind','data':{'client_id':" + clientId + "}}").expect("bind ok");
    String answer = nextText();
    assertThat(answer).startsWith(HASH_NAME);
    id = answer.substring(HASH_NAME.length());
    return this;
  }

  /** What the server calls this connection, once it has bound. */
  String socketId() {
    return id;
  }

  GmClient send(String json) {
    socket.send(json.replace('\'', '"'));
    return this;
  }

  /** Insists that this is the next text, besides pings. */
  GmClient expect(String text) {
    assertThat(nextText()).isEqualTo(text);
    return this;
  }

  /** Insists that nothing waits to be read: what is sent now is answered next. */
  GmClient expectNothing() {
    return send("{'type':'ping'}").expect(PONG);
  }

  /** Insists on being closed with this code next, and returns the reason. */
  String expectClose(int code) {
    Event event = next(PATIENCE).orElseThrow(() -> new AssertionError("still open"));
    assertThat(event.kind()).as("%s", event).isEqualTo(Event.Kind.CLOSE);
    assertThat(event.code()).isEqualTo(code);
    return event.text();
  }

  /** The next text, besides pings. */
  String nextText() {
    Event event = next(PATIENCE).orElseThrow(() -> new AssertionError("nothing came"));
    assertThat(event.kind()).as("%s", event).isEqualTo(Event.Kind.TEXT);
    return event.text();
  }

  /** The next message or end, besides pings. */
  Optional<Event> next(Duration timeout) {
    long deadline = System.nanoTime() + timeout.toNanos();
    while (true) {
      Duration left = Duration.ofNanos(Math.max(0, deadline - System.nanoTime()));
      Optional<Event> event = socket.next(left);
      if (event.isEmpty() || !event.get().isText(PING)) {
        return event;
      }
    }
  }

  /** The connection itself, pings included. */
  RawWebSocket socket() {
    return socket;
  }

  @Override
  public void close() {
    socket.close();
  }
}
