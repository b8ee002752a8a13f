package io.wsgateway.client;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * One frame as RFC 6455 section 5.2 draws it; nothing is checked, so that a test may send nonsense.
 */
public record Frame(boolean fin, int reserved, int opcode, boolean masked, byte[] payload) {
  /** Opcode of every frame of a message but the first. */
  public static final int CONTINUATION = 0;

  /** Opcode of a text message. */
  public static final int TEXT = 1;

  /** Opcode of a binary message. */
  public static final int BINARY = 2;

  /** Opcode of a close frame. */
  public static final int CLOSE = 8;

  /** Opcode of a ping. */
  public static final int PING = 9;

  /** Opcode of a pong. */
  public static final int PONG = 10;

  /** The code reported for a close frame that carries none. */
  public static final int NO_CODE = 1005;

  /** A whole message or control frame, masked as a client's must be. */
  public static Frame of(int opcode, byte[] payload) {
    return new Frame(true, 0, opcode, true, payload);
  }

  /** A close frame; without a code its payload is empty and the reason is left out. */
  public static Frame close(@Nullable Integer code, String reason) {
    if (code == null) {
      return of(CLOSE, new byte[0]);
    }
    byte[] text = reason.getBytes(StandardCharsets.UTF_8);
    return of(
        CLOSE, ByteBuffer.allocate(2 + text.length).putShort(code.shortValue()).put(text).array());
  }

  /** The same frame, announcing that more of its message follows or that it is the last. */
  public Frame withFin(boolean last) {
    return new Frame(last, reserved, opcode, masked, payload);
  }

  /** The same frame as a server sends it. */
  public Frame unmasked() {
    return new Frame(fin, reserved, opcode, false, payload);
  }

  /** The code of a close frame, {@link #NO_CODE} when it has none. */
  public int closeCode() {
    return payload.length < 2 ? NO_CODE : ByteBuffer.wrap(payload).getShort() & 0xffff;
  }

  /** The payload as UTF-8; bad bytes become U+FFFD. */
  public String text() {
    return new String(payload, StandardCharsets.UTF_8);
  }

  /** The reason of a close frame, empty when it has none. */
  public String closeReason() {
    return payload.length <= 2
        ? ""
        : new String(payload, 2, payload.length - 2, StandardCharsets.UTF_8);
  }

  /** The frame's bytes, with a fresh mask if it is masked. */
  public byte[] bytes() {
    var out = new ByteArrayOutputStream(payload.length + 14);
    out.write((fin ? 0x80 : 0) | reserved << 4 | opcode);
    int maskBit = masked ? 0x80 : 0;
    if (payload.length < 126) {
      out.write(maskBit | payload.length);
    } else if (payload.length < 65_536) {
      out.write(maskBit | 126);
      out.writeBytes(ByteBuffer.allocate(2).putShort((short) payload.length).array());
    } else {
      out.write(maskBit | 127);
      out.writeBytes(ByteBuffer.allocate(8).putLong(payload.length).array());
    }
    if (masked) {
      byte[] mask = new byte[4];
      ThreadLocalRandom.current().nextBytes(mask);
      out.writeBytes(mask);
      out.writeBytes(mask(payload, mask));
    } else {
      out.writeBytes(payload);
    }
    return out.toByteArray();
  }

  /**
   * Reads one frame, unmasking it if it is masked. Blocks; an end of stream throws EOFException.
   */
  public static Frame read(DataInputStream in) throws IOException {
    int first = in.readUnsignedByte();
    int second = in.readUnsignedByte();
    long length = second & 0x7f;
    if (length == 126) {
      length = in.readUnsignedShort();
    } else if (length == 127) {
      length = in.readLong();
    }
    boolean masked = (second & 0x80) != 0;
    byte[] mask = masked ? in.readNBytes(4) : new byte[4];
    byte[] payload = new byte[Math.toIntExact(length)];
    in.readFully(payload);
    return new Frame(
        (first & 0x80) != 0,
        first >> 4 & 7,
        first & 15,
        masked,
        masked ? mask(payload, mask) : payload);
  }

  private static byte[] mask(byte[] payload, byte[] mask) {
    byte[] result = new byte[payload.length];
    for (int i = 0; i < payload.length; i++) {
      result[i] = (byte) (payload[i] ^ mask[i & 3]);
    }
    return result;
  }
}
