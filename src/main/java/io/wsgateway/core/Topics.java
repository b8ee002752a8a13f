package io.wsgateway.core;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Who joins and leaves which topic, and who is told of it. Safe for any thread. */
final class Topics {
  private final int maxPerConnection;
  private final Directory directory;
  private final Membership membership;
  private final Events events;
  private final Recollection recollection;
  private final Messenger messenger;

  Topics(
      int maxPerConnection,
      Directory directory,
      Membership membership,
      Events events,
      Recollection recollection,
      Messenger messenger) {
    this.maxPerConnection = maxPerConnection;
    this.directory = directory;
    this.membership = membership;
    this.events = events;
    this.recollection = recollection;
    this.messenger = messenger;
  }

  CompletionStage<Void> join(Connection connection, Destination.OfTopic topic) {
    CompletionStage<Void> reachable = directory.join(connection, topic, maxPerConnection);
    if (reachable == null) {
      return CompletableFuture.completedFuture(null);
    }
    events.fire(
        connection, new ConnectionEvent.Joined(ConnectionEvent.Origin.of(connection), topic, null));
    return reachable;
  }

  boolean leave(Connection connection, Destination.OfTopic topic) {
    boolean left = directory.leave(connection, topic);
    if (left) {
      events.fire(
          connection, new ConnectionEvent.Left(ConnectionEvent.Origin.of(connection), topic, null));
    }
    return left;
  }

  CompletionStage<Void> join(
      @Nullable Connection by, Destination.OfUser user, Destination.OfTopic meant) {
    Destination.OfTopic topic = directory.shared(meant);
    directory.join(user, topic);
    return membership
        .join(topic, user.user())
        .whenComplete(
            (done, failure) -> {
              if (failure == null) {
                // Once more: the answer to an older question may have undone it.
                directory.join(user, topic);
                messenger.tell(user, new NodeMessage.Joined(topic, user.user()));
                recollection.copy(user, topic);
                fire(by, new ConnectionEvent.Joined(origin(by, user), topic, user.user()));
              } else {
                directory.leave(user, topic);
              }
            });
  }

  CompletionStage<Void> leave(
      @Nullable Connection by, Destination.OfUser user, Destination.OfTopic topic) {
    directory.leave(user, topic);
    recollection.left(user, topic);
    return membership
        .leave(topic, user.user())
        .thenRun(
            () -> {
              directory.leave(user, topic);
              tellLeft(user, topic);
              fire(by, new ConnectionEvent.Left(origin(by, user), topic, user.user()));
            });
  }

  /** Where no store is shared every node is asked to do this, and need not be told. */
  private CompletionStage<Void> dismiss(Destination.OfUser user, Destination.OfTopic topic) {
    if (membership.isShared()) {
      return leave(null, user, topic);
    }
    boolean isHere = directory.topicsOf(user).contains(topic);
    recollection.left(user, topic);
    directory.leave(user, topic);
    if (isHere) {
      events.fire(new ConnectionEvent.Left(origin(null, user), topic, user.user()));
    }
    return CompletableFuture.completedFuture(null);
  }

  private void tellLeft(Destination.OfUser user, Destination.OfTopic topic) {
    NodeMessage.Left left = new NodeMessage.Left(topic, user.user());
    if (membership.isShared()) {
      messenger.tell(user, left);
    } else {
      messenger.tellAll(left);
    }
  }

  /** Has all users leave that the store knows to be in a topic. */
  CompletionStage<Void> dismissUsers(Destination.OfTopic topic) {
    return membership
        .usersIn(topic)
        .thenCompose(
            users ->
                CompletableFuture.allOf(
                    users.stream()
                        .map(user -> dismiss(new Destination.OfUser(topic.app(), user), topic))
                        .map(CompletionStage::toCompletableFuture)
                        .toArray(CompletableFuture[]::new)));
  }

  private static ConnectionEvent.Origin origin(@Nullable Connection by, Destination.OfUser user) {
    return by == null
        ? ConnectionEvent.Origin.ofBackEnd(user.app(), user.user())
        : ConnectionEvent.Origin.of(by);
  }

  private void fire(@Nullable Connection by, ConnectionEvent event) {
    if (by == null) {
      events.fire(event);
    } else {
      events.fire(by, event);
    }
  }
}
