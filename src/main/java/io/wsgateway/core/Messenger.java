package io.wsgateway.core;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Says things to other nodes. Safe for any thread; nothing waits. */
final class Messenger {
  private final Ids ids;
  private final Exchange exchange;
  private final Counters counters;
  private final Sequences sequences = new Sequences();

  Messenger(Ids ids, Exchange exchange, Counters counters) {
    this.ids = ids;
    this.exchange = exchange;
    this.counters = counters;
  }

  /** A publication, to the nodes that have an interest in its destination. Never fails. */
  CompletionStage<Receipt.Reach> publish(Publication publication) {
    Destination destination = publication.destination();
    NodeMessage.Published message = new NodeMessage.Published(publication);
    if (destination instanceof Destination.OfConnection) {
      return tell(destination, message);
    }
    // Encoded before its turn: others that publish wait for no more than its number.
    byte[] bytes = Envelope.encode(ids.node(), message);
    return sequences.number(
        destination,
        number -> {
          Envelope.number(bytes, number);
          return exchange.publish(destination, bytes);
        });
  }

  /** To the nodes that have an interest in a destination. Never fails. */
  CompletionStage<Receipt.Reach> tell(Destination destination, NodeMessage message) {
    if (destination instanceof Destination.OfConnection one
        && Ids.nodeOf(one.connection()) == ids.node()) {
      return CompletableFuture.completedFuture(Receipt.Reach.NONE);
    }
    return exchange.publish(destination, Envelope.encode(ids.node(), message));
  }

  /** To one node. Lost if the broker is away. */
  void tellNode(int node, NodeMessage message) {
    exchange.sendToNode(node, Envelope.encode(ids.node(), message));
  }

  /** A change of membership, to all nodes; counted as dropped if they cannot be reached now. */
  void tellAll(NodeMessage.Left left) {
    if (exchange.state() != Exchange.State.UP) {
      counters.dropped(Counters.Drop.MEMBERSHIP, 1);
    }
    exchange.sendToAllNodes(Envelope.encode(ids.node(), left));
  }
}
