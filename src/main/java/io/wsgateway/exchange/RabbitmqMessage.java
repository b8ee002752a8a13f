package io.wsgateway.exchange;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Something to publish. Immutable. */
final class RabbitmqMessage {
  /** What a message has in RabbitMQ's frames and in our lists, about. */
  private static final int OVERHEAD = 96;

  private final String key;
  private final byte[] body;
  private final @Nullable Consumer<Fate> learner;

  /** What became of a message. */
  enum Fate {
    /** At least one node wants it, and RabbitMQ keeps it for all that do. */
    TAKEN,
    /** No node wants it. */
    UNWANTED,
    /** RabbitMQ did not take it, or nobody can tell. */
    LOST
  }

  /**
   * For that routing key.
   *
   * @param learner is told once; by the thread that reads, so it may not block. Null if nobody
   *     wants to know
   */
  RabbitmqMessage(String key, byte[] body, @Nullable Consumer<Fate> learner) {
    this.key = key;
    this.body = body;
    this.learner = learner;
  }

  String key() {
    return key;
  }

  byte[] body() {
    return body;
  }

  /** Whether somebody wants to know what becomes of it. */
  boolean isWatched() {
    return learner != null;
  }

  int size() {
    return OVERHEAD + key.length() + body.length;
  }

  /** It has come to that. */
  void settle(Fate fate) {
    if (learner != null) {
      learner.accept(fate);
    }
  }
}
