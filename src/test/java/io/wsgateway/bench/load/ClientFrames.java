package io.wsgateway.bench.load;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.List;

/** Frames as clients write them, masked; RFC 6455, section 5. Only for what is said seldom. */
final class ClientFrames {
  static final int TEXT = 1;
  static final int CLOSE = 8;
  static final int PING = 9;
  static final int PONG = 10;

  private static final int FINAL = 0x80;
  private static final int MASKED = 0x80;
  private static final byte[] MASK = {0x12, 0x34, 0x56, 0x78};

  private ClientFrames() {}

  /** Text messages, ready to be written. */
  static ByteBuffer texts(List<String> messages) {
    List<byte[]> payloads = messages.stream().map(text -> text.getBytes(UTF_8)).toList();
    ByteBuffer frames =
        ByteBuffer.allocate(payloads.stream().mapToInt(payload -> payload.length + 8).sum());
    payloads.forEach(payload -> put(frames, TEXT, payload));
    return frames.flip();
  }

  /** One frame, ready to be written. */
  static ByteBuffer of(int opcode, byte[] payload) {
    ByteBuffer frame = ByteBuffer.allocate(payload.length + 8);
    put(frame, opcode, payload);
    return frame.flip();
  }

  private static void put(ByteBuffer to, int opcode, byte[] payload) {
    to.put((byte) (FINAL | opcode));
    if (payload.length < 126) {
      to.put((byte) (MASKED | payload.length));
    } else {
      to.put((byte) (MASKED | 126)).putShort((short) payload.length);
    }
    to.put(MASK);
    for (int i = 0; i < payload.length; i++) {
      to.put((byte) (payload[i] ^ MASK[i & 3]));
    }
  }
}
