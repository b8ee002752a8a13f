package io.wsgateway.exchange;

import io.wsgateway.client.Eventually;
import io.wsgateway.core.Scheduled;
import io.wsgateway.core.Schedules;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/** Notes what it is given, and does with it what a test says. */
final class TestReceiver implements Schedules.Receiver {
  private final List<Gift> gifts = new CopyOnWriteArrayList<>();
  private volatile Function<Scheduled, CompletionStage<?>> action =
      entry -> CompletableFuture.completedFuture(null);

  /** An entry, and when it was given. */
  record Gift(Scheduled entry, Instant time) {}

  @Override
  public CompletionStage<?> due(Scheduled entry) {
    gifts.add(new Gift(entry, Instant.now()));
    return action.apply(entry);
  }

  void does(Function<Scheduled, CompletionStage<?>> what) {
    action = what;
  }

  List<Gift> gifts() {
    return gifts;
  }

  /** The ids of what was given, in that order. */
  List<String> ids() {
    return gifts.stream().map(gift -> gift.entry().id()).toList();
  }

  void await(int count) {
    Eventually.await(count + " entries are given", () -> gifts.size() >= count);
  }
}
