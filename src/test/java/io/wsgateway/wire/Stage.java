package io.wsgateway.wire;

import io.wsgateway.client.Event;
import io.wsgateway.client.RawWebSocket;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Where one case is being played: its connections, its variables and its rules. One thread. */
final class Stage implements AutoCloseable {
  private final Map<String, URI> nodes;
  private final Variables variables;
  private final Set<String> skippedTexts;
  private final boolean statusOnly;
  private final boolean anyClose;
  private final Map<String, RawWebSocket> connections = new LinkedHashMap<>();

  Stage(WireCase played, Map<String, URI> nodes, Map<String, String> values, boolean anyClose) {
    this.nodes = nodes;
    this.anyClose = anyClose;
    variables = new Variables(played.variables());
    nodes.forEach((name, address) -> variables.put("addr_" + name, address.getRawAuthority()));
    values.forEach(variables::put);
    skippedTexts = played.skippedTexts();
    statusOnly = played.verdict() == Verdict.STATUS;
  }

  Variables variables() {
    return variables;
  }

  /** Whether bodies and content types are free. */
  boolean statusOnly() {
    return statusOnly;
  }

  /** Whether a connection that the original dropped may be closed in any way. */
  boolean anyClose() {
    return anyClose;
  }

  URI node(String name) {
    URI address = nodes.get(name);
    if (address == null) {
      throw new AssertionError("no address for node " + name);
    }
    return address;
  }

  void admit(String name, RawWebSocket connection) {
    connections.put(name, connection);
  }

  RawWebSocket connection(String name) {
    RawWebSocket connection = connections.get(name);
    if (connection == null) {
      throw new AssertionError("connection " + name + " was never opened");
    }
    return connection;
  }

  /** The next message or end on a connection, without the texts to overlook. */
  Optional<Event> next(String connection, Duration timeout) {
    return next(connection, timeout, null);
  }

  /** The same, but the wanted text is not overlooked. */
  Optional<Event> next(String connection, Duration timeout, @Nullable String wanted) {
    long deadline = System.nanoTime() + timeout.toNanos();
    while (true) {
      Duration left = Duration.ofNanos(Math.max(0, deadline - System.nanoTime()));
      Optional<Event> event = connection(connection).next(left);
      if (event.isEmpty() || !isSkipped(event.get(), wanted)) {
        return event;
      }
    }
  }

  private boolean isSkipped(Event event, @Nullable String wanted) {
    return event.kind() == Event.Kind.TEXT
        && skippedTexts.contains(event.text())
        && !event.text().equals(wanted);
  }

  @Override
  public void close() {
    connections.values().forEach(RawWebSocket::close);
  }
}
