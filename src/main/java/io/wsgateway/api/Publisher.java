package io.wsgateway.api;

import io.wsgateway.core.Destination;
import io.wsgateway.core.ErrorCode;
import io.wsgateway.core.Gateway;
import io.wsgateway.core.GatewayException;
import io.wsgateway.core.Receipt;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
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
  @Inject private Replies replies;

  /** Tells keys of single messages from others, see {@link Idempotency}. */
  static String scope(String app) {
    return app + "\nmessages";
  }

  /** Publishes, and tells what came of it as an answer has it. */
  CompletionStage<Outcome> publishAndTell(Outgoing message) {
    List<CompletableFuture<Receipt>> receipts = publish(message);
    return replies.then(settled(receipts), settled -> Outcome.ok(answer(receipts)));
  }

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
        throw e.afterSending(receipts.size(), message.to().size());
      }
    }
    return receipts;
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

  /** What is known by now, as the answer to one message. */
  static String answer(List<CompletableFuture<Receipt>> receipts) {
    StringBuilder text = new StringBuilder(128).append("{\"receipts\":");
    write(receipts, text);
    return text.append('}').toString();
  }

  /** What is known by now, as a list in JSON. */
  static void write(List<CompletableFuture<Receipt>> receipts, StringBuilder text) {
    text.append('[');
    for (int i = 0; i < receipts.size(); i++) {
      if (i > 0) {
        text.append(',');
      }
      write(receipts.get(i), text);
    }
    text.append(']');
  }

  /** If the broker says nothing, the message is on its way, and that is all. */
  private static void write(CompletableFuture<Receipt> receipt, StringBuilder text) {
    text.append('{');
    Receipt.Reach others = Receipt.Reach.LOST;
    if (receipt.isDone() && !receipt.isCompletedExceptionally()) {
      Receipt known = receipt.join();
      others = known.others();
      text.append("\"id\":\"").append(known.id());
      text.append("\",\"connections\":").append(known.localConnections()).append(',');
    }
    text.append("\"nodes\":").append(others.nodes());
    text.append(",\"trust\":\"").append(trust(others.trust()));
    text.append("\",\"degraded\":").append(others.degraded()).append('}');
  }

  private static String trust(Receipt.Trust trust) {
    return switch (trust) {
      case EXACT -> "exact";
      case AT_LEAST -> "at-least";
      case UNKNOWN -> "unknown";
    };
  }
}
