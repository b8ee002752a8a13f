package io.wsgateway.dialect;

import static java.lang.System.Logger.Level.DEBUG;

import io.wsgateway.core.DisconnectReason;
import io.wsgateway.core.Payload;
import io.wsgateway.core.Transport;
import io.wsgateway.dialect.nativetransport.Cutter;
import io.wsgateway.dialect.nativetransport.FrameWriter;
import io.wsgateway.dialect.nativetransport.NativeSocket;
import jakarta.websocket.CloseReason;
import jakarta.websocket.Session;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/**
 * The socket of one connection: a {@link FrameWriter} writes to it, and closes go through the
 * standard API. That has no way to end the connection of a peer that stopped reading; the {@link
 * Cutter} sees to it.
 */
public final class WebSocketTransport implements Transport {
  private static final System.Logger LOG = System.getLogger(WebSocketTransport.class.getName());

  private final Session session;
  private final NativeSocket socket;
  private final FrameWriter writer;
  private final Executor closer;
  private final Cutter cutter;

  /**
   * @param session the socket, which was just opened
   * @param writer writes to it
   * @param closer runs closes: a container may call back, or wait for the peer, while it closes
   * @param cutter ends the connection if the peer does not
   */
  public WebSocketTransport(Session session, FrameWriter writer, Executor closer, Cutter cutter) {
    this.session = session;
    this.socket = NativeSocket.of(session);
    this.writer = writer;
    this.closer = closer;
    this.cutter = cutter;
  }

  @Override
  public void write(List<Payload> messages, Completion done) {
    if (isOpen()) {
      writer.write(messages, done);
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
  public long left() {
    return writer.left();
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
    // First, since Payara's close may wait for a peer that has stopped reading.
    boolean isWatched = cutter.cutLater(socket);
    if (!isWatched && writer.isInTheWay()) {
      // Nobody would cut it while this waits, and it has left unread what comes before the frame.
      socket.reset();
    }
    try {
      session.close(
          new CloseReason(CloseReason.CloseCodes.getCloseCode(reason.code()), reason.text()));
    } catch (IOException | RuntimeException e) {
      LOG.log(DEBUG, "The socket was gone before it could be closed", e);
    }
    if (!isWatched) {
      socket.close();
    }
  }
}
