package io.wsgateway.client;

import java.nio.ByteBuffer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Cuts a server's bytes, which arrive in any portions, into frames. One thread. */
final class FrameBuffer {
  private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

  private ByteBuffer rest = NOTHING;

  /** Takes all of the bytes, hands on the frames that are complete, and keeps what is left. */
  void feed(ByteBuffer bytes, Consumer<Frame> frames) {
    ByteBuffer all = rest.hasRemaining() ? join(rest, bytes) : bytes;
    for (Frame frame = take(all); frame != null; frame = take(all)) {
      frames.accept(frame);
    }
    rest = all.hasRemaining() ? join(all, NOTHING) : NOTHING;
  }

  private static @Nullable Frame take(ByteBuffer bytes) {
    if (bytes.remaining() < 2) {
      return null;
    }
    int start = bytes.position();
    int first = bytes.get(start) & 0xff;
    int length = bytes.get(start + 1) & 0x7f;
    int head = length < 126 ? 2 : length == 126 ? 4 : 10;
    if (bytes.remaining() < head) {
      return null;
    }
    if (length == 126) {
      length = bytes.getShort(start + 2) & 0xffff;
    } else if (length == 127) {
      length = Math.toIntExact(bytes.getLong(start + 2));
    }
    if (bytes.remaining() - head < length) {
      return null;
    }
    byte[] payload = new byte[length];
    bytes.position(start + head);
    bytes.get(payload);
    return new Frame((first & 0x80) != 0, first >> 4 & 7, first & 15, false, payload);
  }

  private static ByteBuffer join(ByteBuffer one, ByteBuffer two) {
    return ByteBuffer.allocate(one.remaining() + two.remaining()).put(one).put(two).flip();
  }
}
