package io.wsgateway.core;

/** Does what other nodes say. Safe for any thread; nothing waits. */
final class NodeMessages {
  private final int self;
  private final Directory directory;
  private final Delivery delivery;
  private final BindingClock bindings;
  private final Nodes nodes;
  private final Questions questions;
  private final Counters counters;

  NodeMessages(
      int self,
      Directory directory,
      Delivery delivery,
      BindingClock bindings,
      Nodes nodes,
      Questions questions,
      Counters counters) {
    this.self = self;
    this.directory = directory;
    this.delivery = delivery;
    this.bindings = bindings;
    this.nodes = nodes;
    this.questions = questions;
    this.counters = counters;
  }

  /** Takes the bytes that the exchange brings, also those that this node sent itself. */
  void receive(byte[] bytes) {
    int sender = Envelope.senderOf(bytes);
    if (sender == self) {
      return;
    }
    NodeMessage message = Envelope.decode(bytes).orElse(null);
    if (message == null) {
      counters.dropped(Counters.Drop.UNKNOWN_ENVELOPE, 1);
    } else if (message instanceof NodeMessage.Published published) {
      deliver(published.publication());
    } else if (message instanceof NodeMessage.Joined joined) {
      directory.join(new Destination.OfUser(joined.topic().app(), joined.user()), joined.topic());
    } else if (message instanceof NodeMessage.Left left) {
      directory.leave(new Destination.OfUser(left.topic().app(), left.user()), left.topic());
    } else if (message instanceof NodeMessage.Superseded superseded) {
      bindings.heard(superseded.time());
      directory.supersede(superseded.user(), superseded.connection(), superseded.time());
    } else if (message instanceof NodeMessage.Alive alive) {
      nodes.heard(alive.info());
    } else if (message instanceof NodeMessage.Stopping) {
      nodes.gone(sender);
    } else if (message instanceof NodeMessage.Asked asked) {
      questions.asked(sender, asked.request(), asked.question());
    } else if (message instanceof NodeMessage.Answered answered) {
      questions.answered(sender, answered.request(), answered.answer());
    }
  }

  private void deliver(Publication publication) {
    counters.received();
    if (!delivery.publish(publication, directory.audience(publication.destination()))) {
      counters.dropped(Counters.Drop.OVERLOADED, 1);
    }
  }
}
