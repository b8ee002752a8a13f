package io.wsgateway.core;

import static java.lang.System.Logger.Level.WARNING;

import java.time.Instant;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/**
 * Keeps this node's number its own. Numbers are drawn, and there are two million; should two nodes
 * that run have drawn the same, they hear it from each other's signs of life, and the one that
 * started later draws again: the connections it has are closed, because the other one may give
 * their ids to others, and their clients come back. Safe for any thread.
 */
final class NumberClaim {
  private static final System.Logger LOG = System.getLogger(NumberClaim.class.getName());

  private final Ids ids;
  private final Nodes nodes;
  private final Exchange exchange;
  private final Directory directory;
  private final Gateway gateway;
  private final Executor executor;
  private boolean ended;

  /**
   * @param executor draws again, which takes as long as the exchange takes to stop
   */
  NumberClaim(
      Ids ids,
      Nodes nodes,
      Exchange exchange,
      Directory directory,
      Gateway gateway,
      Executor executor) {
    this.ids = ids;
    this.nodes = nodes;
    this.exchange = exchange;
    this.directory = directory;
    this.gateway = gateway;
    this.executor = executor;
  }

  /** A node with this node's number is alive; it may be this one. */
  void heard(NodeMessage.Alive other) {
    if (other.mark() == nodes.mark()) {
      return;
    }
    int number = other.info().number();
    try {
      executor.execute(isOlder(other) ? () -> drawAgain(number) : nodes::announce);
    } catch (RejectedExecutionException e) {
      // This node is stopping.
    }
  }

  private boolean isOlder(NodeMessage.Alive other) {
    // As the others see it, who are told milliseconds.
    Instant since = Instant.ofEpochMilli(nodes.self().since().toEpochMilli());
    int order = other.info().since().compareTo(since);
    return order < 0 || (order == 0 && other.mark() < nodes.mark());
  }

  private synchronized void drawAgain(int number) {
    if (ended || ids.node() != number) {
      return;
    }
    int drawn = Ids.drawNode();
    LOG.log(
        WARNING,
        "Another node has drawn the number "
            + number
            + ", too; this one goes on as "
            + drawn
            + ", and its clients are told to connect again");
    exchange.stop();
    ids.renumber(drawn);
    exchange.start(drawn, gateway::receive);
    directory.wantAgain();
    for (Connection connection : directory.connections()) {
      if (Ids.nodeOf(connection.id()) == number) {
        gateway.close(connection, DisconnectReason.GOING_AWAY);
      }
    }
    nodes.announce();
  }

  /** The number is not drawn again from now on. */
  synchronized void end() {
    ended = true;
  }
}
