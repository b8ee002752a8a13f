package io.wsgateway.dialect.nativetransport;

import io.wsgateway.core.Payload;
import io.wsgateway.core.Transport.Completion;
import jakarta.websocket.Session;
import java.nio.channels.ClosedChannelException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Payara: hands frames to Grizzly, below Tyrus and the servlet container. These would copy them,
 * re-arm a timer for each and call it written when it is queued; Grizzly tells when the system has
 * taken it. Tyrus' own frames, which are pongs and the close frame, go down the same queue, each in
 * one piece.
 */
final class TyrusWriter implements FrameWriter, GrizzlyPipe.Outcome {
  private static final String CONNECTED = "CONNECTED";
  private static final String SERVLET_WRITER = "org.glassfish.tyrus.servlet.TyrusServletWriter";
  private static final String TCP_CONNECTION =
      "org.glassfish.grizzly.nio.transport.TCPNIOConnection";

  private static volatile @Nullable GrizzlyPipe last;

  private final GrizzlyPipe pipe;
  private final Object connection;
  private final boolean encrypted;
  private final Object handler;
  private final AtomicReference<?> state;
  private final Object connected;

  /** Its monitor is held by Tyrus for each frame it writes. */
  private final Object servletWriter;

  private final AtomicReference<@Nullable Completion> pending = new AtomicReference<>();

  // Only the thread that writes sees itself here.
  private @Nullable Thread writing;
  private boolean early;
  private @Nullable Throwable earlyFailure;

  /**
   * A writer for a socket that was just opened; none if it has extensions, which ready frames would
   * pass by.
   *
   * @throws ReflectiveOperationException if the server is not as it is known here
   */
  static Optional<FrameWriter> of(Session session) throws ReflectiveOperationException {
    return session.getNegotiatedExtensions().isEmpty()
        ? Optional.of(new TyrusWriter(session))
        : Optional.empty();
  }

  private TyrusWriter(Session session) throws ReflectiveOperationException {
    Object webSocket = Reflection.field(session.getAsyncRemote(), "webSocket");
    Object protocol = Reflection.field(webSocket, "protocolHandler");
    servletWriter = Reflection.field(protocol, "writer");
    expect(SERVLET_WRITER, servletWriter.getClass().getName());
    state = (AtomicReference<?>) Reflection.field(webSocket, "state");
    connected = Objects.requireNonNull(state.get());
    expect(CONNECTED, connected.toString());
    connection = GrizzlySocket.connection(webSocket);
    expect(TCP_CONNECTION, connection.getClass().getName());
    pipe = pipe(connection);
    handler = pipe.handler(this);
    try {
      encrypted = pipe.isEncrypted(connection);
    } catch (Throwable e) {
      throw new ReflectiveOperationException(e);
    }
  }

  private static void expect(String known, String found) throws ReflectiveOperationException {
    if (!found.equals(known)) {
      throw new ReflectiveOperationException("expected " + known + " but found " + found);
    }
  }

  private static GrizzlyPipe pipe(Object connection) throws ReflectiveOperationException {
    GrizzlyPipe known = last;
    if (known == null || !known.knows(connection)) {
      known = new GrizzlyPipe(connection);
      last = known;
    }
    return known;
  }

  @Override
  public void write(List<Payload> messages, Completion done) {
    pending.set(done);
    try {
      hand(Frames.of(messages));
    } catch (Throwable e) {
      written(e);
    }
    if (early) {
      early = false;
      tell(earlyFailure);
    }
  }

  /**
   * Under the monitor, so that nothing follows a close frame: Tyrus first says that it is closing
   * and then writes one. Whoever is told of the end of the write may close, and take other locks.
   */
  private void hand(byte[] bytes) throws Throwable {
    // Asked before, too: to a peer that does not read, Tyrus may write its close frame for long,
    // and this may be the thread that all sockets wait for.
    requireConnected();
    synchronized (servletWriter) {
      requireConnected();
      writing = Thread.currentThread();
      try {
        pipe.write(connection, encrypted, bytes, handler);
      } finally {
        writing = null;
      }
    }
  }

  private void requireConnected() throws ClosedChannelException {
    if (state.get() != connected) {
      throw new ClosedChannelException();
    }
  }

  /** Grizzly lets whoever closes wait for the queue, for up to half a minute. */
  @Override
  public boolean isInTheWay() {
    return pending.get() != null;
  }

  /**
   * Once something has queued up behind a write, like a pong, Grizzly no longer tells how much of
   * that is out, only when all is.
   */
  @Override
  public long left() {
    try {
      return pipe.left(connection);
    } catch (Throwable e) {
      return 0;
    }
  }

  @Override
  public void written(@Nullable Throwable failure) {
    if (writing == Thread.currentThread()) {
      early = true;
      earlyFailure = failure;
    } else {
      tell(failure);
    }
  }

  @Override
  public void wroteSome() {
    Completion told = pending.get();
    if (told != null) {
      told.wroteSome();
    }
  }

  private void tell(@Nullable Throwable failure) {
    Completion done = pending.getAndSet(null);
    if (done != null) {
      done.complete(failure);
    }
  }
}
