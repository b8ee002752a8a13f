package io.wsgateway.dialect;

import static java.lang.System.Logger.Level.DEBUG;

import io.wsgateway.core.DisconnectReason;
import io.wsgateway.core.Payload;
import io.wsgateway.core.Transport;
import io.wsgateway.dialect.nativetransport.Cutter;
import io.wsgateway.dialect.nativetransport.NativeSocket;
import jakarta.websocket.CloseReason;
import jakarta.websocket.SendHandler;
import jakarta.websocket.SendResult;
import jakarta.websocket.Session;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Writes with the standard API alone, so it serves on every container: one message in flight, the
 * next when the container has told that it is written. The blocking remote is never used, since it
 * waits for ever on a peer that stopped reading. Only the end of such a peer's connection is not in
 * the standard API; the {@link Cutter} sees to it.
 */
public final class WebSocketTransport implements Transport {
  private static final System.Logger LOG = System.getLogger(WebSocketTransport.class.getName());

  private final Session session;
  private final NativeSocket socket;
  private final Executor closer;
  private final Cutter cutter;

  /**
   * @param session the socket, which was just opened
   * @param closer runs closes: a container may call back, or wait for the peer, while it closes
   * @param cutter ends the connection if the peer does not
   */
  public WebSocketTransport(Session session, Executor closer, Cutter cutter) {
    this.session = session;
    this.socket = NativeSocket.of(session);
    this.closer = closer;
    this.cutter = cutter;
  }

  @Override
  public void write(List<Payload> messages, Completion done) {
    if (isOpen()) {
      new Batch(messages.iterator(), done).proceed();
    } else {
      done.complete(new ClosedChannelException());
    }
  }

  @Override
  public CompletionStage<Void> close(DisconnectReason reason) {
    try {
      return CompletableFuture.runAsync(() -> closeNow(reason), closer);
    } catch (RejectedExecutionException e) {
      // The server is stopping and its executor takes nothing more.
      closeNow(reason);
      return CompletableFuture.completedFuture(null);
    }
  }

  @Override
  public boolean isOpen() {
    return socket.isOpen();
  }

  /** Not if it has ended: Payara may have given what belonged to it to another request. */
  private void closeNow(DisconnectReason reason) {
    if (!isOpen()) {
      socket.forget();
      return;
    }
    try {
      session.close(
          new CloseReason(CloseReason.CloseCodes.getCloseCode(reason.code()), reason.text()));
    } catch (IOException | RuntimeException e) {
      LOG.log(DEBUG, "The socket was gone before it could be closed", e);
    }
    cutter.cutLater(socket);
  }

  /**
   * Messages that are being written. Containers may tell of a write while the call that started it
   * has not returned, so {@link #proceed} counts its callers instead of calling itself.
   */
  private final class Batch implements SendHandler {
    private final Iterator<Payload> rest;
    private final Completion done;
    private final AtomicInteger steps = new AtomicInteger();

    Batch(Iterator<Payload> rest, Completion done) {
      this.rest = rest;
      this.done = done;
    }

    @Override
    public void onResult(SendResult result) {
      if (result.isOK()) {
        proceed();
      } else {
        done.complete(result.getException());
      }
    }

    void proceed() {
      if (steps.getAndIncrement() != 0) {
        return;
      }
      do {
        if (!rest.hasNext()) {
          done.complete(null);
          return;
        }
        try {
          send(rest.next());
        } catch (RuntimeException e) {
          done.complete(e);
          return;
        }
      } while (steps.decrementAndGet() != 0);
    }

    /** Containers do not tell when a ping is written; what comes after it queues up behind it. */
    private void ping() {
      try {
        session.getAsyncRemote().sendPing(ByteBuffer.allocate(0));
        proceed();
      } catch (IOException e) {
        done.complete(e);
      }
    }

    private void send(Payload payload) {
      if (payload.isPing()) {
        ping();
      } else if (payload.isBinary()) {
        session.getAsyncRemote().sendBinary(ByteBuffer.wrap(payload.bytes()), this);
      } else {
        session.getAsyncRemote().sendText(payload.text(), this);
      }
    }
  }
}
