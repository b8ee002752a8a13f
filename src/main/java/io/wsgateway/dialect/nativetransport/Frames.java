package io.wsgateway.dialect.nativetransport;

import io.wsgateway.core.Batch;
import io.wsgateway.core.Payload;
import java.nio.ByteBuffer;
import java.util.List;

/** The frames of a server as RFC 6455, section 5.2, has them: final, not masked, no extension. */
final class Frames {
  private static final int FINAL = 0x80;
  private static final int TEXT = 1;
  private static final int BINARY = 2;
  private static final int PING = 9;
  private static final int LONGEST_SHORT = 125;
  private static final int LENGTH_IN_TWO = 126;
  private static final int LENGTH_IN_EIGHT = 127;
  private static final int LONGEST_IN_TWO = 0xFFFF;

  private Frames() {}

  /** One message as one frame, shared by all that are sent it: never change it. */
  static byte[] of(Payload payload) {
    return payload.frame(Frames::make);
  }

  /**
   * The frames of several messages, one behind the other in one array, which is shared by all
   * connections that are sent the same {@link Batch}: never change it.
   */
  static byte[] of(List<Payload> messages) {
    if (messages.size() == 1) {
      return of(messages.get(0));
    }
    return messages instanceof Batch batch ? batch.frames(Frames::join) : join(messages);
  }

  private static byte[] join(List<Payload> messages) {
    // Not made of frames of their own, which would stay with messages that nobody is sent alone.
    ByteBuffer joined = ByteBuffer.allocate(length(messages));
    messages.forEach(message -> put(message, joined));
    return joined.array();
  }

  private static int length(List<Payload> messages) {
    int length = 0;
    for (Payload message : messages) {
      length = Math.addExact(length, length(message));
    }
    return length;
  }

  /** How many bytes the frame of a message has. */
  static int length(Payload message) {
    return head(message.size()) + message.size();
  }

  private static int head(int size) {
    return size <= LONGEST_SHORT ? 2 : size <= LONGEST_IN_TWO ? 4 : 10;
  }

  private static byte[] make(Payload payload) {
    ByteBuffer frame = ByteBuffer.allocate(length(payload));
    put(payload, frame);
    return frame.array();
  }

  private static void put(Payload payload, ByteBuffer frames) {
    int size = payload.size();
    frames.put((byte) (FINAL | opcode(payload)));
    switch (head(size)) {
      case 2 -> frames.put((byte) size);
      case 4 -> frames.put((byte) LENGTH_IN_TWO).putShort((short) size);
      default -> frames.put((byte) LENGTH_IN_EIGHT).putLong(size);
    }
    frames.put(payload.bytes());
  }

  private static int opcode(Payload payload) {
    if (payload.isPing()) {
      return PING;
    }
    return payload.isBinary() ? BINARY : TEXT;
  }
}
