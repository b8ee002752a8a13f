package io.wsgateway.exchange;

import io.wsgateway.core.Destination;
import io.wsgateway.core.Exchange;
import io.wsgateway.core.Receipt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * The exchange of a gateway with one node: there is nobody to carry to, and everything is done at
 * once.
 */
final class LocalExchange implements Exchange {
  private volatile State state = State.DOWN;

  @Override
  public void start(int node, Receiver receiver) {
    state = State.UP;
  }

  @Override
  public void stop() {
    state = State.DOWN;
  }

  @Override
  public CompletionStage<Receipt.Reach> publish(Destination destination, byte[] message) {
    return CompletableFuture.completedFuture(Receipt.Reach.NONE);
  }

  @Override
  public void sendToNode(int node, byte[] message) {
    // There is no other node.
  }

  @Override
  public void sendToAllNodes(byte[] message) {
    // There is no other node.
  }

  @Override
  public CompletionStage<Void> interest(Destination destination) {
    return CompletableFuture.completedFuture(null);
  }

  @Override
  public void uninterest(Destination destination) {
    // Nothing was asked for.
  }

  @Override
  public State state() {
    return state;
  }
}
