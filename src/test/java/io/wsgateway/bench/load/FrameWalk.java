package io.wsgateway.bench.load;

import java.io.IOException;
import java.net.ProtocolException;
import java.nio.ByteBuffer;

/** Finds the frames of a server by their heads; RFC 6455, section 5. They come unmasked. */
final class FrameWalk {
  private static final int OPCODE = 0x0F;
  private static final int FIRST_CONTROL = 8;
  private static final int IN_TWO = 126;
  private static final int IN_EIGHT = 127;

  private FrameWalk() {}

  /** Hands whole frames to the member; returns where the first begins that is not whole. */
  static int over(ByteBuffer in, int from, int end, Member member) throws IOException {
    int at = from;
    while (end - at >= 2) {
      int head = 2;
      int size = in.get(at + 1);
      if (size == IN_TWO) {
        head = 4;
        if (end - at < head) {
          return at;
        }
        size = Short.toUnsignedInt(Short.reverseBytes(in.getShort(at + 2)));
      } else if (size == IN_EIGHT || size < 0) {
        throw new ProtocolException("The server sends a frame that is masked or too long");
      }
      if (end - at < head + size) {
        return at;
      }
      int opcode = in.get(at) & OPCODE;
      if (opcode >= FIRST_CONTROL) {
        member.control(opcode, in, at + head, size);
      } else {
        member.message(in, at + head, size);
      }
      at += head + size;
    }
    return at;
  }
}
