package io.wsgateway.core;

import static java.lang.System.Logger.Level.WARNING;

import io.wsgateway.config.MembershipConfig;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Keeps what this node believes of its users' topics and what the store knows the same. Nodes tell
 * each other of every change, but while a broker or a store is away a word can be lost; and the
 * memberships of users that stay connected must not run out. So every now and then, and when a
 * store is back, all users are gone through, a batch at a time: the next one when the last is
 * answered.
 *
 * <p>Safe for any thread.
 */
final class MembershipUpkeep {
  private static final SparingLog LOG = SparingLog.of(MembershipUpkeep.class);
  private static final int BATCH = 500;
  private static final int TOUCHES_PER_RETENTION = 4;

  private final Directory directory;
  private final Membership membership;
  private final Recollection recollection;
  private final Messenger messenger;
  private final Executor executor;
  private final long reconcileNanos;
  private final long touchNanos;
  private long lastTouch = System.nanoTime();
  private long lastReconciliation = lastTouch;
  private final AtomicBoolean running = new AtomicBoolean();

  /**
   * @param messenger tells other nodes which of a user's connections is the latest, where only that
   *     receives
   * @param executor goes through the users
   * @param config how often
   */
  MembershipUpkeep(
      Directory directory,
      Membership membership,
      Recollection recollection,
      Messenger messenger,
      Executor executor,
      MembershipConfig config) {
    this.directory = directory;
    this.membership = membership;
    this.recollection = recollection;
    this.messenger = messenger;
    this.executor = executor;
    this.reconcileNanos = config.reconcileInterval().toNanos();
    this.touchNanos = config.retention().dividedBy(TOUCHES_PER_RETENTION).toNanos();
  }

  /** Goes through all users if it is time to. To be called every now and then, by one thread. */
  void tick() {
    recollection.tick();
    long now = System.nanoTime();
    if (now - lastTouch >= touchNanos) {
      lastTouch = now;
      lastReconciliation = now;
      recollection.copyAll();
      goThroughAll(true);
    } else if (now - lastReconciliation >= reconcileNanos) {
      lastReconciliation = now;
      goThroughAll(false);
    }
  }

  /** Puts a user that has just come into the topics that are known. */
  void welcome(Destination.OfUser user) {
    match(user);
    recollection.ask(user);
  }

  /**
   * Goes through all users, unless that is being done.
   *
   * @param touch whether their retention is to start anew
   */
  void goThroughAll(boolean touch) {
    if (running.compareAndSet(false, true)) {
      nextBatch(directory.users().iterator(), touch);
    }
  }

  @SuppressWarnings(
      "FutureReturnValueIgnored") // It is the next batch's, and the last one's is the flag.
  private void nextBatch(Iterator<Destination.OfUser> users, boolean touch) {
    Set<CompletableFuture<?>> answers = new HashSet<>();
    while (users.hasNext() && answers.size() < BATCH) {
      Destination.OfUser user = users.next();
      if (touch) {
        membership.touch(user);
      }
      NodeMessage.Superseded latest = directory.latest(user);
      if (latest != null) {
        messenger.tell(user, latest);
      }
      answers.add(match(user).toCompletableFuture());
    }
    if (answers.isEmpty()) {
      running.set(false);
      return;
    }
    CompletableFuture.allOf(answers.toArray(CompletableFuture[]::new))
        .whenCompleteAsync((done, failure) -> nextBatch(users, touch), executor);
  }

  /**
   * Joins and leaves what the store knows better. Only what was here before it was asked may be
   * left: a topic joined since is not in its answer yet. Changes made meanwhile are applied once
   * more when the store confirms them, which is after it has answered this.
   */
  private CompletionStage<Void> match(Destination.OfUser user) {
    Set<Destination.OfTopic> before = directory.topicsOf(user);
    return membership
        .topicsOf(user)
        .handle(
            (topics, failure) -> {
              if (failure != null) {
                LOG.log(WARNING, "The topics of a user are not known", failure);
                return null;
              }
              for (String topic : topics) {
                directory.join(user, new Destination.OfTopic(user.app(), topic));
              }
              if (membership.isShared()) {
                before.removeIf(topic -> topics.contains(topic.topic()));
                before.forEach(topic -> directory.leave(user, topic));
              }
              return null;
            });
  }
}
