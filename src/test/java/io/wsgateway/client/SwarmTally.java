package io.wsgateway.client;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** What one connection of a {@link Swarm} has received. One thread. */
final class SwarmTally {
  private final @Nullable String prefix;
  private final int first;
  private byte @Nullable [] expected;
  private Numbering numbering;
  private int texts;
  private int wrong;

  SwarmTally(SwarmPlan plan) {
    prefix = plan.prefix();
    first = plan.first();
    numbering = new Numbering(first);
  }

  /** From now on every message is to be this one, or anything if it is null. */
  void expect(byte @Nullable [] payload) {
    expected = payload;
  }

  /** Forgets what was counted; what is expected stays, numbers start again. */
  void restart() {
    numbering = new Numbering(first);
    texts = 0;
    wrong = 0;
  }

  void count(int opcode, byte[] message) {
    if (opcode != Frame.TEXT || (expected != null && !Arrays.equals(expected, message))) {
      wrong++;
    }
    if (opcode != Frame.TEXT) {
      return;
    }
    texts++;
    if (prefix != null) {
      String text = new String(message, StandardCharsets.UTF_8);
      if (text.startsWith(prefix)) {
        count(text.substring(prefix.length()));
      }
    }
  }

  private void count(String numbered) {
    int digits = 0;
    while (digits < numbered.length() && Character.isDigit(numbered.charAt(digits))) {
      digits++;
    }
    if (digits > 0) {
      numbering.saw(Integer.parseInt(numbered.substring(0, digits)));
    }
  }

  int texts() {
    return texts;
  }

  int wrong() {
    return wrong;
  }

  Numbering numbering() {
    return numbering;
  }

  /** What there is to complain of, empty if nothing. */
  String complaint() {
    int faults = wrong + numbering.missing() + numbering.duplicates() + numbering.late();
    return faults == 0
        ? ""
        : "%d texts, %d wrong, %d missing, %d doubled, %d late"
            .formatted(texts, wrong, numbering.missing(), numbering.duplicates(), numbering.late());
  }
}
