package io.wsgateway.client;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/** The non-blocking TCP connection of one member of a {@link Swarm}. Only its loop's thread. */
final class SwarmLink {

  /** Told what happens to a link. */
  interface Listener {
    /** The connection is there and may be written to. */
    void connected();

    /** Bytes came, which must be taken at once. */
    void received(ByteBuffer bytes);

    /** The connection has ended, or never began; called once. */
    void ended(String how);
  }

  private final SocketChannel channel;
  private final SelectionKey key;
  private final Listener listener;
  private final Queue<ByteBuffer> outgoing = new ArrayDeque<>();
  private boolean stalled;
  private boolean ended;

  private SwarmLink(SocketChannel channel, SelectionKey key, Listener listener) {
    this.channel = channel;
    this.key = key;
    this.listener = listener;
  }

  /** Starts to connect, from a local address if one is given. */
  static SwarmLink open(
      Selector selector, SocketAddress to, @Nullable String from, Listener listener)
      throws IOException {
    SocketChannel channel = SocketChannel.open();
    try {
      channel.configureBlocking(false);
      channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
      if (from != null) {
        channel.setOption(StandardSocketOptions.SO_REUSEADDR, true);
        channel.bind(new InetSocketAddress(from, 0));
      }
      SelectionKey key = channel.register(selector, SelectionKey.OP_CONNECT);
      var link = new SwarmLink(channel, key, listener);
      key.attach(link);
      channel.connect(to);
      return link;
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  /** Does what the selector says can be done. The buffer is the loop's, for reading. */
  void ready(ByteBuffer buffer) {
    try {
      if (key.isConnectable() && channel.finishConnect()) {
        listener.connected();
        flush();
      } else {
        if (key.isWritable()) {
          flush();
        }
        if (key.isValid() && key.isReadable()) {
          read(buffer);
        }
      }
    } catch (IOException | ArithmeticException e) {
      end(String.valueOf(e.getMessage()));
    }
  }

  /** Writes now what the socket takes and the rest when it can. */
  void write(byte[] bytes) {
    outgoing.add(ByteBuffer.wrap(bytes));
    try {
      flush();
    } catch (IOException e) {
      end(String.valueOf(e.getMessage()));
    }
  }

  /** Stops reading, or goes on. */
  void stall(boolean stop) {
    stalled = stop;
    listen();
  }

  /** Ends the connection with a TCP reset. */
  void reset() {
    try {
      channel.setOption(StandardSocketOptions.SO_LINGER, 0);
    } catch (IOException e) {
      // it has ended by itself
    }
    end("reset by the test");
  }

  private void read(ByteBuffer buffer) throws IOException {
    buffer.clear();
    int count = channel.read(buffer);
    if (count < 0) {
      end("fin");
    } else {
      listener.received(buffer.flip());
    }
  }

  private void flush() throws IOException {
    for (ByteBuffer next = outgoing.peek(); next != null; next = outgoing.peek()) {
      channel.write(next);
      if (next.hasRemaining()) {
        break;
      }
      outgoing.remove();
    }
    listen();
  }

  private void listen() {
    if (key.isValid() && channel.isConnected()) {
      int read = stalled ? 0 : SelectionKey.OP_READ;
      int write = outgoing.isEmpty() ? 0 : SelectionKey.OP_WRITE;
      if (key.interestOps() != (read | write)) {
        key.interestOps(read | write);
      }
    }
  }

  private void end(String how) {
    if (ended) {
      return;
    }
    ended = true;
    try {
      channel.close();
    } catch (IOException e) {
      // it is gone either way
    }
    listener.ended(how);
  }
}
