package io.wsgateway.fuzz;

import java.util.List;
import java.util.SplittableRandom;

/** Chance that repeats itself: the same seed gives the same choices. One thread. */
final class Dice {
  private final SplittableRandom random;

  Dice(long seed) {
    random = new SplittableRandom(seed);
  }

  /** Dice for one case, whatever was thrown for those before it. */
  static Dice of(long seed, String target, int number) {
    return new Dice(seed * 0x9E3779B97F4A7C15L ^ (long) target.hashCode() << 32 ^ number);
  }

  /** From 0 to below that. */
  int below(int bound) {
    return random.nextInt(bound);
  }

  /** Both ends included. */
  int between(int least, int most) {
    return random.nextInt(least, most + 1);
  }

  boolean percent(int chance) {
    return random.nextInt(100) < chance;
  }

  long number() {
    return random.nextLong();
  }

  <T> T pick(List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }

  @SafeVarargs
  final <T> T pick(T... choices) {
    return choices[random.nextInt(choices.length)];
  }

  byte[] bytes(int count) {
    byte[] bytes = new byte[count];
    random.nextBytes(bytes);
    return bytes;
  }

  /** A word of lower-case letters. */
  String word(int length) {
    StringBuilder word = new StringBuilder(length);
    for (int i = 0; i < length; i++) {
      word.append((char) ('a' + below(26)));
    }
    return word.toString();
  }
}
