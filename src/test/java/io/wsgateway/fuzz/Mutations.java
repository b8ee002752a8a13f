package io.wsgateway.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;

/** Makes something new of a valid message, in whatever way suits it. Pure. */
final class Mutations {
  private static final int LONG = 4000;

  private Mutations() {}

  /** At times the message itself: what is valid has to be among what is not. */
  static byte[] of(String valid, Dice dice) {
    int way = dice.below(100);
    if (way < 20) {
      return valid.getBytes(UTF_8);
    }
    if (way < 65) {
      byte[] text = structured(valid, dice).getBytes(UTF_8);
      return way < 60 ? text : ByteMutations.mutate(text, dice);
    }
    if (way < 95) {
      return ByteMutations.mutate(valid.getBytes(UTF_8), dice);
    }
    return way < 98
        ? valid.repeat(1 + dice.below(1 + LONG / (valid.length() + 1))).getBytes(UTF_8)
        : dice.bytes(dice.below(200));
  }

  /** A text whose parts are still where they belong. */
  static String structured(String valid, Dice dice) {
    return JsonMutations.mutate(valid, dice).orElseGet(() -> parts(valid, dice));
  }

  /** Lines whose parts are separated by colons. */
  private static String parts(String valid, Dice dice) {
    String[] parts = valid.split(":", -1);
    int one = dice.below(parts.length);
    parts[one] =
        switch (dice.below(5)) {
          case 0 -> dice.pick(Oddities.TEXTS);
          case 1 -> dice.word(dice.pick(1, 20, 51, 201, 1000));
          case 2 -> parts[one] + ":" + dice.pick(Oddities.TEXTS);
          case 3 -> parts[dice.below(parts.length)];
          default -> parts[one] + dice.pick(Oddities.TEXTS);
        };
    return String.join(":", parts);
  }
}
