package io.wsgateway.bench.load;

import java.nio.ByteBuffer;

/**
 * What a pushed text says of itself: {@code T}, the nanosecond it was sent at, who sent it and his
 * how manieth to its destination it is, and the destination, in digits; then {@code x} up to the
 * size that is wanted. All of it may stand in a URL and in a JSON string as it is.
 */
final class Stamp {
  /** The least size of a stamped text. */
  static final int SIZE = 33;

  /** Who sends to see who is reached; his messages are not numbered. */
  static final int PROBE = 99;

  private static final int NUMBERS = 1_000_000;
  private static final int TIME = 1;
  private static final int WHO = 17;
  private static final int DESTINATION = 25;
  private static final long FILL = 0x7878787878787878L;
  private static final long ORIGIN = System.nanoTime();

  private Stamp() {}

  /** The text without its numbers, which {@link #write} fills in. */
  static String blank(int size) {
    if (size < SIZE) {
      throw new IllegalArgumentException("A text of " + size + " bytes has no room for " + SIZE);
    }
    return "T" + "0".repeat(SIZE - 1) + "x".repeat(size - SIZE);
  }

  /** The number after this one. */
  static int next(int number) {
    return number == NUMBERS - 1 ? 0 : number + 1;
  }

  /** The number before this one. */
  static int previous(int number) {
    return number == 0 ? NUMBERS - 1 : number - 1;
  }

  /** How many numbers lie between; at most half of all, or it is taken for one from before. */
  static int distance(int from, int to) {
    int distance = Math.floorMod(to - from, NUMBERS);
    return distance <= NUMBERS / 2 ? distance : distance - NUMBERS;
  }

  static void write(ByteBuffer text, int at, long now, int sender, int number, int destination) {
    Digits.write(text, at + TIME, 2 * Digits.EIGHT, now - ORIGIN);
    Digits.write(text, at + WHO, Digits.EIGHT, (long) sender * NUMBERS + number);
    Digits.write(text, at + DESTINATION, Digits.EIGHT, destination);
  }

  /** Whether a text of this size is one of these, whole. */
  static boolean isWhole(ByteBuffer text, int at, int size) {
    if (text.get(at) != 'T') {
      return false;
    }
    int i = at + SIZE;
    int end = at + size;
    for (; i + Digits.EIGHT <= end; i += Digits.EIGHT) {
      if (text.getLong(i) != FILL) {
        return false;
      }
    }
    for (; i < end; i++) {
      if (text.get(i) != 'x') {
        return false;
      }
    }
    return true;
  }

  /** When it was sent, a moment of {@link System#nanoTime}. */
  static long time(ByteBuffer text, int at) {
    long high = Digits.readEight(text, at + TIME);
    return ORIGIN + high * 100_000_000 + Digits.readEight(text, at + TIME + Digits.EIGHT);
  }

  static int sender(ByteBuffer text, int at) {
    return Digits.readEight(text, at + WHO) / NUMBERS;
  }

  static int number(ByteBuffer text, int at) {
    return Digits.readEight(text, at + WHO) % NUMBERS;
  }

  static int destination(ByteBuffer text, int at) {
    return Digits.readEight(text, at + DESTINATION);
  }
}
