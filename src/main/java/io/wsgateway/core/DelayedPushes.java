package io.wsgateway.core;

import static java.lang.System.Logger.Level.WARNING;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Publishes later. Safe for any thread; nothing waits. */
final class DelayedPushes implements Schedules.Receiver {
  private static final SparingLog LOG = SparingLog.of(DelayedPushes.class);

  private final Ids ids;
  private final Schedules schedules;
  private final Gateway gateway;
  private final Duration maxDelay;

  DelayedPushes(Ids ids, Schedules schedules, Gateway gateway, Duration maxDelay) {
    this.ids = ids;
    this.schedules = schedules;
    this.gateway = gateway;
    this.maxDelay = maxDelay;
  }

  /** Keeps a push until it is due. */
  CompletionStage<DelayedPush> add(
      Destination destination, Payload payload, PublishOptions options, Instant due) {
    if (due.isAfter(Instant.now().plus(maxDelay))) {
      throw new GatewayException(
          ErrorCode.BAD_REQUEST,
          "The push is due at "
              + due
              + ", further ahead than gateway.schedules.max-delay allows ("
              + maxDelay
              + ")");
    }
    long id = ids.next();
    Scheduled timed = new Scheduled(destination.app(), Long.toString(id), due, new byte[0]);
    Publication publication =
        new Publication(id, destination, payload, options, timed.due().toEpochMilli());
    byte[] message = Envelope.encode(ids.node(), new NodeMessage.Published(publication));
    Scheduled entry = new Scheduled(timed.app(), timed.id(), timed.due(), message);
    return schedules
        .add(entry)
        .thenApply(
            kept -> {
              gateway.audit().scheduled(publication, options.by());
              return new DelayedPush(entry.id(), entry.due(), schedules.isShared());
            });
  }

  /** Whether it was there and will not be published. */
  CompletionStage<Boolean> cancel(String app, String id) {
    return schedules.remove(app, id);
  }

  /** A push that still waits. */
  CompletionStage<Optional<DelayedPush>> find(String app, String id) {
    return schedules
        .find(app, id)
        .thenApply(
            found ->
                found.map(entry -> new DelayedPush(entry.id(), entry.due(), schedules.isShared())));
  }

  @Override
  public CompletionStage<?> due(Scheduled entry) {
    NodeMessage message = Envelope.decode(entry.message()).orElse(null);
    if (!(message instanceof NodeMessage.Published published)) {
      // Another node, of a newer version, may know it.
      return CompletableFuture.failedFuture(
          new GatewayException(
              ErrorCode.INTERNAL, "The delayed push is of a version that this node does not know"));
    }
    Publication publication = published.publication();
    try {
      return gateway.publish(
          publication.destination(),
          publication.payload(),
          new PublishOptions(
              publication.sender(),
              publication.excludedConnections(),
              publication.excludedUsers(),
              publication.attributes(),
              "(schedule " + entry.id() + ")"));
    } catch (GatewayException e) {
      if (e.code() == ErrorCode.OVERLOADED) {
        return CompletableFuture.failedFuture(e);
      }
      LOG.log(WARNING, entry + " cannot be published: " + e.getMessage());
      givenUp(entry);
      return CompletableFuture.completedFuture(null);
    }
  }

  @Override
  public void givenUp(Scheduled entry) {
    gateway.counters().dropped(Counters.Drop.DELAYED, 1);
  }
}
