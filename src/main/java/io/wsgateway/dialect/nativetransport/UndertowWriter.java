package io.wsgateway.dialect.nativetransport;

import io.undertow.Version;
import io.undertow.websockets.core.WebSocketChannel;
import io.undertow.websockets.jsr.UndertowSession;
import io.wsgateway.core.Payload;
import io.wsgateway.core.Transport.Completion;
import jakarta.websocket.Session;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.xnio.IoUtils;
import org.xnio.StreamConnection;
import org.xnio.conduits.ConduitStreamSinkChannel;
import org.xnio.ssl.SslConnection;

/**
 * WildFly: puts ready frames between Undertow's own through an {@link UndertowConduit}. Never to be
 * linked elsewhere, where its classes are missing: {@link FrameWriters} goes by the session's name.
 */
final class UndertowWriter implements FrameWriter {
  /** How it works inside is not promised, so only what has been read and tried is taken. */
  private static final String KNOWN = "2.3.";

  private final WebSocketChannel channel;
  private final UndertowConduit conduit;
  private final Executor executor;

  private UndertowWriter(WebSocketChannel channel, UndertowConduit conduit, Executor executor) {
    this.channel = channel;
    this.conduit = conduit;
    this.executor = executor;
  }

  /**
   * A writer for a socket that was just opened; none if it compresses, which ready frames would
   * pass by.
   *
   * @throws ReflectiveOperationException if this Undertow is not the one that is known
   */
  static Optional<FrameWriter> of(Session session) throws ReflectiveOperationException {
    if (!session.getNegotiatedExtensions().isEmpty()) {
      return Optional.empty();
    }
    String version = Version.getVersionString();
    if (!version.startsWith(KNOWN)) {
      throw new ReflectiveOperationException(
          "Undertow is " + version + ", known is " + KNOWN + "x");
    }
    WebSocketChannel channel = ((UndertowSession) session).getWebSocketChannel();
    StreamConnection connection =
        (StreamConnection) Reflection.call(channel, "getUnderlyingConnection");
    UndertowConduit conduit = insert(channel, connection.getSinkChannel());
    // TLS is not made for being written to by other threads than its own.
    Executor executor = connection instanceof SslConnection ? channel.getIoThread() : Runnable::run;
    return Optional.of(new UndertowWriter(channel, conduit, executor));
  }

  private static UndertowConduit insert(WebSocketChannel channel, ConduitStreamSinkChannel sink) {
    UndertowConduit conduit;
    synchronized (channel) {
      conduit = new UndertowConduit(channel, sink.getConduit());
      sink.setConduit(conduit);
    }
    // Later: whoever closes it may hold the channel's monitor.
    channel.addCloseTask(closed -> conduit.abandonLater());
    return conduit;
  }

  @Override
  public void write(List<Payload> messages, Completion done) {
    try {
      executor.execute(() -> writeNow(messages, done));
    } catch (RejectedExecutionException e) {
      done.complete(e);
    }
  }

  private void writeNow(List<Payload> messages, Completion done) {
    boolean ended;
    boolean broken = false;
    Throwable failure = null;
    synchronized (channel) {
      try {
        ended = conduit.send(messages, done);
      } catch (IOException | RuntimeException | Error e) {
        failure = e;
        ended = conduit.forget();
        // If it is closing, the close frame may still get through.
        broken = !conduit.isClosing();
      }
    }
    if (ended) {
      done.complete(failure);
    }
    if (broken) {
      IoUtils.safeClose(channel);
    }
  }
}
