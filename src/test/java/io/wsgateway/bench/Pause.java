package io.wsgateway.bench;

/** Lets time pass, where time itself is what is waited for. */
final class Pause {
  private Pause() {}

  static void seconds(long seconds) {
    try {
      Thread.sleep(seconds * 1000);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
