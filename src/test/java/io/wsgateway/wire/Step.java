package io.wsgateway.wire;

/** One thing that is done or seen in a case. */
@FunctionalInterface
interface Step {
  /** Plays the step; throws {@link AssertionError} if what is seen is not what was to be seen. */
  void play(Stage stage);
}
