package io.wsgateway.dialect.nativetransport;

import static java.lang.System.Logger.Level.DEBUG;
import static java.lang.System.Logger.Level.INFO;

import jakarta.websocket.Session;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * The TCP connection under a WebSocket. Its methods never block and never throw, and have no effect
 * on a connection that has ended. Any thread.
 */
public abstract class NativeSocket {
  private static final System.Logger LOG = System.getLogger(NativeSocket.class.getName());
  private static final AtomicBoolean TOLD = new AtomicBoolean();

  /** For a server that is not known: its connections end when it sees fit. */
  static final NativeSocket UNKNOWN =
      new NativeSocket() {
        @Override
        void abortOnEnd() {}

        @Override
        void end() {}
      };

  /**
   * The connection under a socket that was just opened. Not to be asked for later: Payara uses the
   * objects that lead to it again for the next request.
   */
  public static NativeSocket of(Session session) {
    try {
      return switch (session.getClass().getName()) {
        case "io.undertow.websockets.jsr.UndertowSession" -> new UndertowSocket(session);
        case "org.glassfish.tyrus.core.TyrusSession" -> new GrizzlySocket(session);
        default -> unknown(session, null);
      };
    } catch (ReflectiveOperationException | RuntimeException | LinkageError e) {
      return unknown(session, e);
    }
  }

  /** Makes the container forget a connection that has ended without its noticing. */
  public final void forget() {
    attempt(this::release);
  }

  void release() throws Exception {}

  /** Whether the system still has it; true if that cannot be known. */
  public boolean isOpen() {
    return true;
  }

  /** Ends the connection after what the system holds for the peer. */
  public final void close() {
    attempt(this::end);
  }

  /** Ends the connection and throws away what the system holds for the peer. */
  public final void reset() {
    attempt(this::abortOnEnd);
    attempt(this::end);
  }

  /** Makes {@link #end} free the system's buffers too. */
  abstract void abortOnEnd() throws Exception;

  abstract void end() throws Exception;

  private static void attempt(Step step) {
    try {
      step.run();
    } catch (Exception | LinkageError e) {
      LOG.log(DEBUG, "The connection was gone before it could be cut", e);
    }
  }

  private static NativeSocket unknown(Session session, @Nullable Throwable failure) {
    if (TOLD.compareAndSet(false, true)) {
      LOG.log(
          INFO,
          session.getClass().getName()
              + " is not as it is known here, so the connections of clients that stop reading"
              + " cannot be cut and may outlast their closing",
          failure);
    }
    return UNKNOWN;
  }

  @FunctionalInterface
  private interface Step {
    void run() throws Exception;
  }
}
