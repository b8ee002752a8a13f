package io.wsgateway.exchange;

import io.wsgateway.core.Destination;
import io.wsgateway.core.Exchange;
import io.wsgateway.core.Receipt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * The exchange of a gateway with one node: there is nobody else to carry to, and everything is done
 * at once.
 */
final class LocalExchange implements Exchange {
  private volatile @Nullable Self self;

  /** Who this node is. */
  private record Self(int node, Receiver receiver) {}

  @Override
  public void start(int node, Receiver receiver) {
    self = new Self(node, receiver);
  }

  @Override
  public void stop() {
    self = null;
  }

  @Override
  public CompletionStage<Receipt.Reach> publish(Destination destination, byte[] message) {
    return CompletableFuture.completedFuture(Receipt.Reach.NONE);
  }

  @Override
  public void sendToNode(int node, byte[] message) {
    Self own = self;
    if (own != null && own.node() == node) {
      own.receiver().receive(message);
    }
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
    return self == null ? State.DOWN : State.UP;
  }
}
