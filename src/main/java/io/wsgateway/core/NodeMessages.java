package io.wsgateway.core;

/** Does what other nodes say. Safe for any thread; nothing waits. */
final class NodeMessages {
  private final Ids ids;
  private final Directory directory;
  private final Recollection recollection;
  private final Delivery delivery;
  private final BindingClock bindings;
  private final Nodes nodes;
  private final NumberClaim claim;
  private final Questions questions;
  private final Counters counters;
  private final BlockList blocks;
  private final Pulse pulse;
  private final Watches watches;

  NodeMessages(
      Ids ids,
      Directory directory,
      Recollection recollection,
      Delivery delivery,
      BindingClock bindings,
      Nodes nodes,
      NumberClaim claim,
      Questions questions,
      Counters counters,
      BlockList blocks,
      Pulse pulse,
      Watches watches) {
    this.ids = ids;
    this.directory = directory;
    this.recollection = recollection;
    this.delivery = delivery;
    this.bindings = bindings;
    this.nodes = nodes;
    this.claim = claim;
    this.questions = questions;
    this.counters = counters;
    this.blocks = blocks;
    this.pulse = pulse;
    this.watches = watches;
  }

  /** Takes the bytes that the exchange brings, also those that this node sent itself. */
  void receive(byte[] bytes) {
    int sender = Envelope.senderOf(bytes);
    if (sender == ids.node() && !Envelope.isForItself(bytes)) {
      return;
    }
    NodeMessage message = Envelope.decode(bytes).orElse(null);
    if (message == null) {
      counters.dropped(Counters.Drop.UNKNOWN_ENVELOPE, 1);
    } else if (message instanceof NodeMessage.Published published) {
      deliver(sender, published);
    } else if (message instanceof NodeMessage.Joined joined) {
      joined(joined.topic(), new Destination.OfUser(joined.topic().app(), joined.user()));
    } else if (message instanceof NodeMessage.Left left) {
      left(left.topic(), new Destination.OfUser(left.topic().app(), left.user()));
    } else if (message instanceof NodeMessage.Superseded superseded) {
      bindings.heard(superseded.time());
      directory.supersede(superseded.user(), superseded.connection(), superseded.time());
    } else if (message instanceof NodeMessage.Alive alive) {
      alive(alive);
    } else if (message instanceof NodeMessage.Beat beat) {
      pulse.heard(beat);
    } else if (message instanceof NodeMessage.Stopping) {
      nodes.gone(sender);
    } else if (message instanceof NodeMessage.Asked asked) {
      questions.asked(sender, asked.request(), asked.question());
    } else if (message instanceof NodeMessage.Answered answered) {
      questions.answered(sender, answered.request(), answered.answer());
    } else if (message instanceof NodeMessage.Blocked blocked) {
      blocks.learn(blocked.changes());
    } else if (message instanceof NodeMessage.Watching watching) {
      watches.heard(sender, watching);
    } else if (message instanceof NodeMessage.Seen seen) {
      watches.seen(seen);
    }
  }

  private void alive(NodeMessage.Alive alive) {
    if (alive.info().number() == ids.node()) {
      claim.heard(alive);
    } else if (nodes.heard(alive.info())) {
      recollection.askForAll();
      blocks.gossip().heard(alive.info().number());
    }
  }

  private void joined(Destination.OfTopic topic, Destination.OfUser user) {
    recollection.joined(user, topic);
    directory.join(user, topic);
  }

  private void left(Destination.OfTopic topic, Destination.OfUser user) {
    recollection.left(user, topic);
    directory.leave(user, topic);
  }

  private void deliver(int sender, NodeMessage.Published published) {
    Publication publication = published.publication();
    counters.received();
    long missed = directory.missed(publication.destination(), sender, published.number());
    if (missed > 0) {
      counters.dropped(Counters.Drop.MISSED, missed);
    }
    Trail trail = watches.lookout().follow(publication, false);
    if (!delivery.deliver(publication, directory.audience(publication.destination()), trail)) {
      counters.dropped(Counters.Drop.OVERLOADED, 1);
    }
  }
}
