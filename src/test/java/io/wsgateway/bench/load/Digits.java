package io.wsgateway.bench.load;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Decimal numbers of a fixed width in direct buffers, of {@link ByteOrder#LITTLE_ENDIAN}. */
final class Digits {
  /** How many are read at once. */
  static final int EIGHT = 8;

  private Digits() {}

  /** Writes a number that is not negative, with zeros before it. */
  static void write(ByteBuffer buffer, int at, int width, long number) {
    long rest = number;
    for (int i = at + width - 1; i >= at; i--) {
      buffer.put(i, (byte) ('0' + rest % 10));
      rest /= 10;
    }
  }

  /** Reads eight digits with three multiplications; without meaning if there are others. */
  static int readEight(ByteBuffer buffer, int at) {
    long eight = buffer.getLong(at) & 0x0F0F0F0F0F0F0F0FL;
    eight = eight * 2561 >>> 8;
    eight = (eight & 0x00FF00FF00FF00FFL) * 6553601 >>> 16;
    return (int) ((eight & 0x0000FFFF0000FFFFL) * 42949672960001L >>> 32);
  }
}
