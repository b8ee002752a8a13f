package io.wsgateway.api;

import io.wsgateway.core.Destination;
import io.wsgateway.core.ErrorCode;
import io.wsgateway.core.Gateway;
import io.wsgateway.core.GatewayException;
import io.wsgateway.core.Receipt;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObjectBuilder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Publishes messages, and tells in JSON what became of them.
 *
 * <p>Has no state, and no proxy either: one could not see this package's own types everywhere.
 */
@Dependent
class Publisher {
  /**
   * How long an answer waits for what the broker says of other nodes. The message itself waits for
   * nothing.
   */
  static final Duration PATIENCE = Duration.ofMillis(1500);

  @Inject private Gateway gateway;

  /**
   * Publishes to one destination after the other.
   *
   * @throws GatewayException {@link ErrorCode#TOO_LARGE}, and nobody has got it; {@link
   *     ErrorCode#OVERLOADED}, saying who has
   */
  List<CompletableFuture<Receipt>> publish(Outgoing message) {
    List<CompletableFuture<Receipt>> receipts = new ArrayList<>(message.to().size());
    for (Destination destination : message.to()) {
      try {
        receipts.add(
            gateway
                .publish(destination, message.payload(), message.options())
                .toCompletableFuture());
      } catch (GatewayException e) {
        throw receipts.isEmpty() ? e : partly(e, receipts.size(), message.to().size());
      }
    }
    return receipts;
  }

  private static GatewayException partly(GatewayException refusal, int done, int all) {
    return new GatewayException(
        refusal.code(),
        "It was sent to the first " + done + " of " + all + ", then: " + refusal.getMessage());
  }

  /** Done when all receipts are there, or as long as an answer waits for them. */
  CompletionStage<Void> settled(Collection<CompletableFuture<Receipt>> receipts) {
    CompletableFuture<Void> settled =
        CompletableFuture.allOf(receipts.toArray(CompletableFuture[]::new))
            .handle((all, failure) -> null);
    if (!settled.isDone()) {
      gateway.timers().after(PATIENCE, () -> settled.complete(null));
    }
    return settled;
  }

  /** What is known by now. */
  static JsonArray json(List<CompletableFuture<Receipt>> receipts) {
    JsonArrayBuilder array = Documents.array();
    for (CompletableFuture<Receipt> receipt : receipts) {
      boolean known = receipt.isDone() && !receipt.isCompletedExceptionally();
      array.add(known ? json(receipt.join()) : unknown());
    }
    return array.build();
  }

  private static JsonObjectBuilder json(Receipt receipt) {
    return reach(
        Documents.object()
            .add("id", Long.toString(receipt.id()))
            .add("connections", receipt.localConnections()),
        receipt.others());
  }

  /** The message is on its way, and the broker says nothing. */
  private static JsonObjectBuilder unknown() {
    return reach(Documents.object(), Receipt.Reach.LOST);
  }

  private static JsonObjectBuilder reach(JsonObjectBuilder receipt, Receipt.Reach others) {
    return receipt
        .add("nodes", others.nodes())
        .add("trust", others.trust().name().toLowerCase(Locale.ROOT).replace('_', '-'))
        .add("degraded", others.degraded());
  }
}
