package io.wsgateway.bench.load;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ProtocolException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.Arrays;
import java.util.Optional;

/** One WebSocket: dials, greets, and hands what comes to the {@link Ledger}. One thread. */
final class Member implements LoadLoop.Waiting {
  private enum State {
    AWAY,
    CONNECTING,
    ASKING,
    OPEN
  }

  private static final byte[] NOTHING = {};

  private final int number;
  private final Script script;
  private final LoadLoop loop;
  private final Ledger ledger;
  private final Census census;
  private State state = State.AWAY;
  private SocketChannel channel;
  // The beginning of a frame whose end has not come.
  private byte[] begun = NOTHING;
  private int begunSize;

  Member(int number, Script script, LoadLoop loop, Ledger ledger, Census census) {
    this.number = number;
    this.script = script;
    this.loop = loop;
    this.ledger = ledger;
    this.census = census;
  }

  void dial() {
    state = State.CONNECTING;
    begunSize = 0;
    census.dialling++;
    try {
      channel = SocketChannel.open();
      channel.configureBlocking(false);
      channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
      Optional<InetSocketAddress> source = script.source(number);
      if (source.isPresent()) {
        channel.bind(source.get());
      }
      channel.connect(new InetSocketAddress("127.0.0.1", script.port()));
      loop.register(channel, SelectionKey.OP_CONNECT, this);
    } catch (IOException e) {
      failed(e);
    }
  }

  /** Leaves, with a close frame or without a word. */
  void leave(boolean politely) {
    if (state == State.AWAY) {
      return;
    }
    try {
      if (politely && state == State.OPEN) {
        channel.write(ClientFrames.of(ClientFrames.CLOSE, new byte[] {0x03, (byte) 0xE8}));
      }
    } catch (IOException e) {
      // It was gone before.
    }
    end();
  }

  @Override
  public void ready(SelectionKey key) throws IOException {
    if (key.channel() != channel) {
      // It was ready, and then left and came back in the same turn.
      return;
    }
    if (state == State.CONNECTING) {
      channel.finishConnect();
      key.interestOps(SelectionKey.OP_READ);
      state = State.ASKING;
      write(script.request(number));
    } else if (state != State.AWAY) {
      read();
    }
  }

  private void read() throws IOException {
    ByteBuffer in = loop.buffer().put(begun, 0, begunSize);
    int count = loop.read(channel, in);
    if (count < 0) {
      throw new EOFException("The server has ended the connection");
    }
    int end = in.position();
    int at = state == State.ASKING ? answered(in, end) : 0;
    if (state == State.OPEN) {
      at = FrameWalk.over(in, at, end, this);
    }
    if (state != State.AWAY) {
      keep(in, at, end);
    }
  }

  /** Where the answer to the handshake ends, or 0 if there is more to come. */
  private int answered(ByteBuffer in, int end) throws IOException {
    int head = HttpHead.end(in, 0, end);
    if (head < 0) {
      return 0;
    }
    if (HttpHead.status(in) != 101) {
      throw new ProtocolException("The handshake is answered with " + HttpHead.status(in));
    }
    state = State.OPEN;
    census.dialling--;
    census.open++;
    write(script.greeting(number));
    return head;
  }

  private void keep(ByteBuffer in, int at, int end) {
    begunSize = end - at;
    if (begunSize > begun.length) {
      begun = new byte[Math.max(begunSize, 128)];
    }
    in.get(at, begun, 0, begunSize);
  }

  /** A message whose payload stands in the buffer. */
  void message(ByteBuffer in, int at, int size) throws IOException {
    if (script.isPing(in, at, size)) {
      census.pings++;
      write(script.pong());
    } else {
      ledger.receive(number, in, at, size, loop.now());
    }
  }

  /** A control frame. */
  void control(int opcode, ByteBuffer in, int at, int size) throws IOException {
    byte[] payload = new byte[size];
    in.get(at, payload);
    if (opcode == ClientFrames.PING) {
      census.pings++;
      write(ClientFrames.of(ClientFrames.PONG, payload));
    } else if (opcode == ClientFrames.CLOSE) {
      write(ClientFrames.of(ClientFrames.CLOSE, Arrays.copyOf(payload, Math.min(2, size))));
      String reason = size > 2 ? new String(payload, 2, size - 2) : "";
      int code = size > 1 ? (payload[0] & 0xFF) << 8 | payload[1] & 0xFF : 0;
      throw new ProtocolException("The server has closed with " + code + " " + reason);
    }
  }

  private void write(ByteBuffer bytes) throws IOException {
    channel.write(bytes);
    if (bytes.hasRemaining()) {
      throw new IOException("The server does not read what little it is sent");
    }
  }

  @Override
  public void failed(IOException failure) {
    if (state == State.OPEN) {
      census.lost++;
    } else {
      census.failed++;
    }
    census.lastFailure = String.valueOf(failure.getMessage());
    end();
  }

  private void end() {
    if (state == State.OPEN) {
      census.open--;
    } else {
      census.dialling--;
    }
    state = State.AWAY;
    begun = NOTHING;
    begunSize = 0;
    ledger.leave(number);
    try {
      channel.close();
    } catch (IOException e) {
      // It was closed.
    }
  }
}
