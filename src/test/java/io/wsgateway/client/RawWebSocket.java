package io.wsgateway.client;

import static io.wsgateway.client.Event.Kind.CLOSE;
import static io.wsgateway.client.Event.Kind.TEXT;

import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A WebSocket client that hides nothing: every frame it is told to send goes out as it is, and
 * everything that arrives is kept until a test takes it. It answers pings unless told not to, and a
 * server's close frame always.
 *
 * <p>One daemon thread reads; any thread may send and wait. Sending to a connection that is gone
 * throws {@link UncheckedIOException}; failed expectations throw {@link AssertionError}.
 */
public final class RawWebSocket implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final Wire wire;

  private RawWebSocket(Wire wire) {
    this.wire = wire;
  }

  /** Opens a connection, scheme {@code ws} or {@code http}, and insists that it is accepted. */
  public static RawWebSocket open(URI address) {
    return open(address, new Socket());
  }

  /**
   * The same over a socket that is not connected yet: one of TLS, or with a small receive buffer.
   */
  public static RawWebSocket open(URI address, Socket socket) {
    String path = address.getRawPath().isEmpty() ? "/" : address.getRawPath();
    String query = address.getRawQuery() == null ? "" : "?" + address.getRawQuery();
    int port = address.getPort() < 0 ? 80 : address.getPort();
    RawWebSocket opened =
        started(new Wire(socket, address.getHost(), port, path + query, Map.of(), true));
    if (!opened.isAccepted()) {
      HttpAnswer answer = opened.handshake();
      opened.drop();
      throw new AssertionError(address + " answered " + answer.status() + ": " + answer.text());
    }
    return opened;
  }

  /** Opens a connection, whatever the server answers; see {@link #handshake()}. */
  public static RawWebSocket open(
      String host, int port, String path, Map<String, @Nullable String> headers) {
    return open(host, port, path, headers, true);
  }

  /**
   * Opens a connection, whatever the server answers.
   *
   * @param headers sent besides the usual ones, or instead of them; a null takes one away
   * @param autoPong whether pings are answered, from the first one on
   */
  public static RawWebSocket open(
      String host, int port, String path, Map<String, @Nullable String> headers, boolean autoPong) {
    return started(new Wire(new Socket(), host, port, path, headers, autoPong));
  }

  private static RawWebSocket started(Wire wire) {
    wire.start();
    return new RawWebSocket(wire);
  }

  /** The server's answer to the opening request. */
  public HttpAnswer handshake() {
    return wire.handshake();
  }

  /** Whether the server answered 101 with the right {@code Sec-WebSocket-Accept}. */
  public boolean isAccepted() {
    return wire.isAccepted();
  }

  /** Switches the answering of pings. */
  public void autoPong(boolean answerPings) {
    wire.autoPong(answerPings);
  }

  /** Stops reading, so that the server's writes pile up; undone by {@link #resume()}. */
  public void stall() {
    wire.stall(true);
  }

  /** Goes on reading. */
  public void resume() {
    wire.stall(false);
  }

  /** Sends a text message. */
  public RawWebSocket send(String text) {
    return send(Frame.of(Frame.TEXT, utf8(text)));
  }

  /** Sends a binary message. */
  public RawWebSocket send(byte[] message) {
    return send(Frame.of(Frame.BINARY, message));
  }

  /** Sends one text message in as many fragments. */
  public RawWebSocket sendFragments(String... parts) {
    for (int i = 0; i < parts.length; i++) {
      int opcode = i == 0 ? Frame.TEXT : Frame.CONTINUATION;
      send(Frame.of(opcode, utf8(parts[i])).withFin(i == parts.length - 1));
    }
    return this;
  }

  /** Sends a ping. */
  public RawWebSocket ping(String payload) {
    return send(Frame.of(Frame.PING, utf8(payload)));
  }

  /** Sends a pong, asked for or not. */
  public RawWebSocket pong(String payload) {
    return send(Frame.of(Frame.PONG, utf8(payload)));
  }

  /** Sends any frame, also one that is {@linkplain Frame#unmasked() unmasked}. */
  public RawWebSocket send(Frame frame) {
    return sendRaw(frame.bytes());
  }

  /** Sends bytes that need not be a frame. */
  public RawWebSocket sendRaw(byte[] bytes) {
    wire.write(bytes);
    return this;
  }

  /** Takes the next message or end; empty when none arrives in time. */
  public Optional<Event> next(Duration timeout) {
    return wire.next(timeout, Event.CONTENT);
  }

  /**
   * Takes the next event of these kinds; others stay for later. Empty when none arrives in time.
   */
  public Optional<Event> next(Duration timeout, Set<Event.Kind> kinds) {
    return wire.next(timeout, kinds);
  }

  /** Insists that the next message is this text and arrives within five seconds. */
  public RawWebSocket expect(String text) {
    return expect(text, PATIENCE);
  }

  /** Insists that the next message is this text and arrives in time. */
  public RawWebSocket expect(String text, Duration timeout) {
    Event expected = Event.of(TEXT, text);
    Event event = required(expected.toString(), timeout);
    if (!event.equals(expected)) {
      throw new AssertionError("expected " + expected + " but got " + event);
    }
    return this;
  }

  /** Insists that no message arrives and the connection stays open for so long. */
  public RawWebSocket expectNothingFor(Duration time) {
    Optional<Event> event = next(time);
    if (event.isPresent()) {
      throw new AssertionError("expected nothing for " + time + " but got " + event.get());
    }
    return this;
  }

  /** Insists on a close frame with this code within five seconds, and returns it. */
  public Event expectClose(int code) {
    Event event = required("CLOSE " + code, PATIENCE);
    if (event.kind() != CLOSE || event.code() != code) {
      throw new AssertionError("expected CLOSE " + code + " but got " + event);
    }
    return event;
  }

  /** Sends a close frame, without a code if it is null, and goes on reading. */
  public void close(@Nullable Integer code) {
    close(code, "");
  }

  /** Sends a close frame with a reason and goes on reading. */
  public void close(@Nullable Integer code, String reason) {
    wire.close(Frame.close(code, reason));
  }

  /** Leaves politely: a close frame, a second for the server's own, and the socket is gone. */
  @Override
  public void close() {
    wire.leave(Duration.ofSeconds(1));
  }

  /** Ends the TCP connection without a close frame. */
  public void drop() {
    wire.drop();
  }

  /** Resets the TCP connection, as the system of a crashed peer does. */
  public void reset() {
    wire.reset();
  }

  private Event required(String what, Duration timeout) {
    return next(timeout).orElseThrow(() -> new AssertionError("no " + what + " within " + timeout));
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
