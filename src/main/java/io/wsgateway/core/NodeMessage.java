package io.wsgateway.core;

import java.util.List;
import java.util.Map;

/** What nodes say to each other over the {@link Exchange}; {@link Envelope} has its bytes. */
sealed interface NodeMessage {

  /**
   * A publication for whoever is meant by its destination.
   *
   * @param number its place among those of the sender to that destination, see {@link Sequences};
   *     or 0 if it has none
   */
  record Published(Publication publication, long number) implements NodeMessage {
    /** Without a number. */
    Published(Publication publication) {
      this(publication, 0);
    }
  }

  /** A user joined a topic: its connections are in at once, whatever node they are on. */
  record Joined(Destination.OfTopic topic, String user) implements NodeMessage {}

  /** A user left a topic; where no store is shared, every node is to forget that it was in it. */
  record Left(Destination.OfTopic topic, String user) implements NodeMessage {}

  /**
   * A user was bound by a connection, and only its latest is to receive.
   *
   * @param connection the one that receives from now on
   * @param time when it was bound, by a {@link BindingClock}
   */
  record Superseded(Destination.OfUser user, long connection, long time) implements NodeMessage {}

  /**
   * The sender is alive.
   *
   * @param mark drawn when the node started, so that one with the same number is told from an echo
   */
  record Alive(NodeInfo info, long mark) implements NodeMessage {}

  /**
   * What a node sends to itself, to know how long the exchange takes.
   *
   * @param mark of {@link Alive}, so that another node with the same number is told from this one
   * @param number rising by one
   * @param sent by the sender's {@link System#nanoTime}
   */
  record Beat(long mark, long number, long sent) implements NodeMessage {}

  /** The sender stops. */
  record Stopping() implements NodeMessage {}

  /** The sender wants to know, or to have done, something. */
  record Asked(long request, Question question) implements NodeMessage {}

  /** What the sender says to a question. */
  record Answered(long request, Answer answer) implements NodeMessage {}

  /**
   * All that is watched over the sender now; what it said before and does not say again is watched
   * no more.
   *
   * @param targets users and topics, by the sender's numbers of its watches
   */
  record Watching(Map<Long, Destination> targets) implements NodeMessage {
    /** Copies. */
    public Watching {
      targets = Map.copyOf(targets);
    }
  }

  /** The sender has seen something that the receiver watches. */
  record Seen(long watch, Map<String, String> sighting) implements NodeMessage {
    /** Copies. */
    public Seen {
      sighting = Map.copyOf(sighting);
    }
  }

  /** Somebody was blocked, or is no longer. */
  record Blocked(List<BlockChange> changes) implements NodeMessage {
    /** Copies. */
    public Blocked {
      changes = List.copyOf(changes);
    }
  }
}
