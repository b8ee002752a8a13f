package io.wsgateway.fault;

import io.wsgateway.client.Eventually;
import jakarta.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;

/** What the nodes of a cluster say of a user whose node comes or goes. */
final class Absence {
  private final List<Node> asked;
  private final String app;
  private final String user;

  Absence(List<Node> asked, String app, String user) {
    this.asked = asked;
    this.app = app;
    this.user = user;
  }

  /** Waits until all say that the user is connected. */
  void awaitOver(Duration patience) {
    await("knows " + user, patience, answer -> answer.getBoolean("online"));
  }

  /** Waits until all say that the user is not connected, and know it for sure. */
  void await(Duration patience) {
    await(
        "knows that " + user + " is gone",
        patience,
        answer -> !answer.getBoolean("online") && answer.getJsonArray("missing").isEmpty());
  }

  private void await(String what, Duration patience, Predicate<JsonObject> wanted) {
    long end = Scene.now() + patience.toNanos();
    for (Node node : asked) {
      Eventually.await(
          node.name() + " " + what,
          Duration.ofNanos(Math.max(0, end - Scene.now())),
          () -> wanted.test(node.see("/apps/" + app + "/users/" + user)));
    }
  }
}
