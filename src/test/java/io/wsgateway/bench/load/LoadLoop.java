package io.wsgateway.bench.load;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;

/** What the one thread does: it waits for sockets, all of which read into the same buffer. */
final class LoadLoop {
  /** As much as the system mostly holds of a connection. */
  private static final int BUFFER = 512 * 1024;

  private static final int SOME = 64;

  private final Selector selector;
  private final ByteBuffer buffer =
      ByteBuffer.allocateDirect(BUFFER).order(ByteOrder.LITTLE_ENDIAN);

  private long now;
  private Runnable between = () -> {};
  private int served;

  LoadLoop() {
    try {
      selector = Selector.open();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Something that waits for its socket. */
  interface Waiting {
    /** The socket has become what was waited for. */
    void ready(SelectionKey key) throws IOException;

    /** The socket failed. */
    void failed(IOException failure);
  }

  SelectionKey register(SelectableChannel channel, int interest, Waiting waiting)
      throws IOException {
    return channel.register(selector, interest, waiting);
  }

  /** Serves sockets that are ready, and waits for one at most so long, in milliseconds. */
  void turn(int millis) {
    try {
      if (millis == 0) {
        selector.selectNow(this::serve);
      } else {
        selector.select(this::serve, millis);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The moment of the last read, of {@link System#nanoTime}. */
  long now() {
    return now;
  }

  /** Reads what is there, and looks at the clock. */
  int read(SocketChannel channel, ByteBuffer in) throws IOException {
    int count = channel.read(in);
    now = System.nanoTime();
    return count;
  }

  /** Room to read into; what is in it is there only until the next asks. */
  ByteBuffer buffer() {
    return buffer.clear();
  }

  /** From now on does this, too, after every few sockets, however many are ready. */
  void between(Runnable work) {
    between = work;
  }

  private void serve(SelectionKey key) {
    Waiting waiting = (Waiting) key.attachment();
    try {
      waiting.ready(key);
    } catch (IOException e) {
      waiting.failed(e);
    }
    if (++served % SOME == 0) {
      between.run();
    }
  }
}
