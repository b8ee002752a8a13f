package io.wsgateway.wire;

import jakarta.json.JsonObject;
import java.io.UncheckedIOException;
import java.util.List;

/** Plays a case, from its first step to its last or to the first that fails. */
final class CasePlayer {
  private static final int SHOWN = 200;

  private CasePlayer() {}

  /**
   * Plays the case and closes its connections. Throws {@link AssertionError} with the case, the
   * step that failed and the reason; reports of dynamic tests do not all show names.
   */
  static void play(WireCase played, Stage stage) {
    List<JsonObject> described = played.steps();
    List<Step> steps = described.stream().map(StepReader::read).toList();
    try (stage) {
      for (int i = 0; i < steps.size(); i++) {
        try {
          steps.get(i).play(stage);
        } catch (AssertionError | UncheckedIOException e) {
          throw new AssertionError(
              played.name() + ", step " + i + " " + shown(described.get(i)) + ": " + e.getMessage(),
              e);
        }
      }
    }
  }

  private static String shown(JsonObject step) {
    String text = step.toString();
    return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "...";
  }
}
