package io.wsgateway.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;

/** Changes bytes without knowing what they mean. Pure. */
final class ByteMutations {
  private ByteMutations() {}

  /** One to three changes. */
  static byte[] mutate(byte[] original, Dice dice) {
    byte[] bytes = original;
    for (int i = dice.between(1, 3); i > 0; i--) {
      bytes = once(bytes, dice);
    }
    return bytes;
  }

  private static byte[] once(byte[] bytes, Dice dice) {
    int from = dice.below(bytes.length + 1);
    int to = Math.min(bytes.length, from + dice.between(0, 12));
    return switch (dice.below(8)) {
      case 0 -> flipped(bytes, dice);
      case 1 -> Arrays.copyOf(bytes, from);
      case 2 -> Arrays.copyOfRange(bytes, from, bytes.length);
      case 3 -> replaced(bytes, from, to, new byte[0]);
      case 4 -> replaced(bytes, to, to, Arrays.copyOfRange(bytes, from, to));
      case 5 -> replaced(bytes, from, from, dice.pick(Oddities.TEXTS).getBytes(UTF_8));
      case 6 -> replaced(bytes, from, to, dice.pick(Oddities.BROKEN_UTF8));
      default -> replaced(bytes, from, to, dice.bytes(dice.between(1, 8)));
    };
  }

  /** Some bits the other way round. */
  static byte[] flipped(byte[] bytes, Dice dice) {
    byte[] result = bytes.clone();
    for (int i = dice.between(1, 4); i > 0 && result.length > 0; i--) {
      result[dice.below(result.length)] ^= (byte) (1 << dice.below(8));
    }
    return result;
  }

  /** Other bytes in place of some. */
  static byte[] replaced(byte[] bytes, int from, int to, byte[] by) {
    byte[] result = new byte[bytes.length - (to - from) + by.length];
    System.arraycopy(bytes, 0, result, 0, from);
    System.arraycopy(by, 0, result, from, by.length);
    System.arraycopy(bytes, to, result, from + by.length, bytes.length - to);
    return result;
  }
}
