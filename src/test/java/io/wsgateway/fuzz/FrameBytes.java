package io.wsgateway.fuzz;

import io.wsgateway.client.Frame;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;

/**
 * Writes frames, and what only looks like frames: with a length that is not theirs, or in a form
 * that is longer than needed. Pure, but for the masks.
 */
final class FrameBytes {
  private static final int SHORT = 126;
  private static final int LONG = 127;

  private FrameBytes() {}

  /** A whole message or control frame as it should be. */
  static byte[] of(int opcode, byte[] payload) {
    return Frame.of(opcode, payload).bytes();
  }

  /** A frame with any first byte: fin, reserved bits and opcode. */
  static byte[] withFirstByte(int first, byte[] payload) {
    byte[] bytes = Frame.of(Frame.TEXT, payload).bytes();
    bytes[0] = (byte) first;
    return bytes;
  }

  /** A masked frame that announces another length than it has. */
  static byte[] announcing(int first, long length, byte[] payload, Dice dice) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(first);
    boolean tiny = length >= 0 && length < SHORT && dice.percent(60);
    boolean small = length >= 0 && length < 1 << 16 && dice.percent(60);
    if (tiny) {
      out.write(0x80 | (int) length);
    } else if (small) {
      out.write(0x80 | SHORT);
      out.writeBytes(ByteBuffer.allocate(2).putShort((short) length).array());
    } else {
      out.write(0x80 | LONG);
      out.writeBytes(ByteBuffer.allocate(8).putLong(length).array());
    }
    // A mask of zeros leaves the payload as it is.
    out.writeBytes(new byte[4]);
    out.writeBytes(payload);
    return out.toByteArray();
  }

  /** One after the other. */
  static byte[] joined(byte[]... parts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      out.writeBytes(part);
    }
    return out.toByteArray();
  }
}
