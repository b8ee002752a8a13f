package io.wsgateway.fuzz;

import java.io.ByteArrayOutputStream;

/** One case, by what makes it again, with what was sent so far. One thread. */
final class Case {
  private final String target;
  private final long seed;
  private final int number;
  private final Findings findings;
  private final ByteArrayOutputStream sent = new ByteArrayOutputStream();

  Case(String target, long seed, int number, Findings findings) {
    this.target = target;
    this.seed = seed;
    this.number = number;
    this.findings = findings;
  }

  /** Its own chances. */
  Dice dice() {
    return Dice.of(seed, target, number);
  }

  void sends(byte[] bytes) {
    sent.writeBytes(bytes);
  }

  byte[] sent() {
    return sent.toByteArray();
  }

  /**
   * Something is wrong with it.
   *
   * @param what the same words for the same fault
   * @param got what shows it
   */
  void found(String what, String got) {
    findings.add(
        target + ": " + what,
        "#%d of seed %d%n    got: %s%n    sent: %s"
            .formatted(number, seed, got, Findings.shown(sent())));
  }
}
