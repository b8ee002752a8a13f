package io.wsgateway.dialect.nativetransport;

import io.undertow.websockets.core.WebSocketChannel;
import io.wsgateway.core.Payload;
import io.wsgateway.core.Transport.Completion;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.xnio.Buffers;
import org.xnio.conduits.AbstractStreamSinkConduit;
import org.xnio.conduits.StreamSinkConduit;

/**
 * What all of a socket's bytes pass on their way out, below Undertow's frames: so here is the place
 * to put ready frames between them. Undertow's own, which are pongs and closes, wait while one of
 * ours is half written, and ours wait while one of Undertow's is.
 *
 * <p>The channel's monitor guards all of it, as it guards Undertow's own writing. Undertow asks for
 * a flush when the socket can take more, and asks again until it has succeeded; all that is needed
 * for that is to have writes resumed. Nobody is told of an end while the monitor is held.
 */
final class UndertowConduit extends AbstractStreamSinkConduit<StreamSinkConduit> {
  private final WebSocketChannel channel;
  // Set before it is looked whether the channel is open, and looked at after it was closed.
  private volatile @Nullable FramesLeft frames;
  private @Nullable Completion done;
  private boolean othersUnfinished;
  private boolean writing;

  /**
   * @param next what the bytes passed before
   */
  UndertowConduit(WebSocketChannel channel, StreamSinkConduit next) {
    super(next);
    this.channel = channel;
  }

  /**
   * Writes messages, or begins to. Called with the channel's monitor held.
   *
   * @param completion told later; unless this returns true or throws, and {@link #forget} returns
   *     true then, which make it the caller's
   * @return whether all are written
   */
  boolean send(List<Payload> messages, Completion completion) throws IOException {
    // First, or nobody would be told if there is no memory for the frames.
    done = completion;
    frames = new FramesLeft(messages);
    if (isClosing()) {
      throw new ClosedChannelException();
    }
    if (othersUnfinished || writing) {
      next.resumeWrites();
      return false;
    }
    if (!drain()) {
      next.resumeWrites();
      return false;
    }
    done = null;
    if (next.flush()) {
      // Resets the listener's write timeout, which would else run on until the next message.
      next.suspendWrites();
    } else {
      next.resumeWrites();
    }
    return true;
  }

  /**
   * Drops what was to be written, with the channel's monitor held.
   *
   * @return whether the completion was not told yet, and is now left to the caller
   */
  boolean forget() {
    frames = null;
    boolean untold = done != null;
    done = null;
    return untold;
  }

  /** Takes the channel's monitor. */
  private void abandon() {
    Completion untold;
    synchronized (channel) {
      untold = done;
      forget();
    }
    if (untold != null) {
      untold.complete(new ClosedChannelException());
    }
  }

  /** Whether it is too late for a message. */
  boolean isClosing() {
    return channel.isCloseFrameSent()
        || channel.isCloseFrameReceived()
        || !channel.isOpen()
        || next.isWriteShutdown();
  }

  @Override
  public int write(ByteBuffer source) throws IOException {
    synchronized (channel) {
      if (!mayOthersWrite()) {
        return 0;
      }
      int written = next.write(source);
      othersUnfinished = source.hasRemaining();
      return written;
    }
  }

  @Override
  public long write(ByteBuffer[] sources, int offset, int length) throws IOException {
    synchronized (channel) {
      if (!mayOthersWrite()) {
        return 0;
      }
      long written = next.write(sources, offset, length);
      othersUnfinished = Buffers.hasRemaining(sources, offset, length);
      return written;
    }
  }

  @Override
  public int writeFinal(ByteBuffer source) throws IOException {
    synchronized (channel) {
      if (!mayOthersWrite()) {
        return 0;
      }
      int written = next.writeFinal(source);
      othersUnfinished = source.hasRemaining();
      return written;
    }
  }

  @Override
  public long writeFinal(ByteBuffer[] sources, int offset, int length) throws IOException {
    synchronized (channel) {
      if (!mayOthersWrite()) {
        return 0;
      }
      long written = next.writeFinal(sources, offset, length);
      othersUnfinished = Buffers.hasRemaining(sources, offset, length);
      return written;
    }
  }

  @Override
  public boolean flush() throws IOException {
    synchronized (channel) {
      return (othersUnfinished || drainAndTell()) && next.flush();
    }
  }

  @Override
  public void terminateWrites() throws IOException {
    try {
      next.terminateWrites();
    } finally {
      abandonLater();
    }
  }

  @Override
  public void truncateWrites() throws IOException {
    try {
      next.truncateWrites();
    } finally {
      abandonLater();
    }
  }

  private boolean mayOthersWrite() throws IOException {
    return othersUnfinished || drainAndTell();
  }

  /** Whether nothing is left; who waits for that is told by and by. */
  private boolean drainAndTell() throws IOException {
    FramesLeft left = frames;
    if (left == null) {
      return true;
    }
    if (isClosing()) {
      // The peer takes no more messages, or is to be told that it gets none. Half a frame has to
      // be finished, or it could not read the close that follows.
      left.dropWhole();
      tellLater(new ClosedChannelException());
    }
    boolean all = drain();
    if (all) {
      tellLater(null);
    }
    return all;
  }

  private boolean drain() throws IOException {
    FramesLeft left = frames;
    if (left == null) {
      return true;
    }
    if (writing) {
      return false;
    }
    writing = true;
    try {
      boolean some = false;
      while (!left.isEmpty()) {
        if (next.write(left.next()) <= 0) {
          if (some && done != null) {
            done.wroteSome();
          }
          return false;
        }
        some = true;
      }
      frames = null;
      return true;
    } finally {
      writing = false;
    }
  }

  private void tellLater(@Nullable Throwable failure) {
    Completion untold = done;
    done = null;
    if (untold != null) {
      later(() -> untold.complete(failure));
    }
  }

  /**
   * Fails what waits, if anything: the socket is closed. The monitor may not be taken here: others
   * are held when a TLS connection breaks.
   */
  void abandonLater() {
    if (frames != null) {
      later(this::abandon);
    }
  }

  private void later(Runnable task) {
    try {
      getWriteThread().execute(task);
    } catch (RejectedExecutionException e) {
      // The server has stopped its threads.
      task.run();
    }
  }
}
