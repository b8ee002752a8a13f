package io.wsgateway.wire;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * Plays that all begin, each on a thread of its own, when the first of them is waited for: what
 * mostly waits can wait at the same time. Used by one thread.
 */
final class Together {
  private final Map<String, FutureTask<Void>> plays = new LinkedHashMap<>();
  private boolean begun;

  Together(Map<String, Runnable> plays) {
    plays.forEach((name, play) -> this.plays.put(name, new FutureTask<>(play, null)));
  }

  /** Returns when the one of that name has been played, or throws why it failed. */
  void await(String name) throws Throwable {
    if (!begun) {
      begun = true;
      plays.forEach((each, play) -> begin(each, play));
    }
    try {
      plays.get(name).get();
    } catch (ExecutionException e) {
      throw e.getCause();
    }
  }

  private static void begin(String name, Runnable play) {
    Thread thread = new Thread(play, name);
    thread.setDaemon(true);
    thread.start();
  }
}
