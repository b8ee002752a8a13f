package io.wsgateway.core;

import static java.lang.System.Logger.Level.WARNING;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Asks the other nodes which topics a user has joined, where each node remembers for itself: about
 * a user that has come here, and about all that are here when a node is new or the broker is back.
 * What they know this node remembers, too, so that it outlives them.
 *
 * <p>And has another node, the next one by number, remember what users here have joined, so that it
 * outlives this one; when that node goes, the one after it is told.
 *
 * <p>For each app one question is on its way at a time, about as many users as wait for it. About
 * users for whom a node was silent it asks again, until that node has answered or counts as gone.
 *
 * <p>Safe for any thread; nothing waits.
 */
final class Recollection {
  private static final SparingLog LOG = SparingLog.of(Recollection.class);
  private static final int BATCH = 5_000;
  private static final int COPIED_AT_A_TIME = 1_000;

  private final Directory directory;
  private final Membership membership;
  private final Questions questions;
  private final Exchange exchange;
  private final Nodes nodes;
  private final Messenger messenger;
  private volatile @Nullable Integer keeper;
  // Only the thread that ticks.
  private Iterator<Destination.OfUser> uncopied = Collections.emptyIterator();
  private final Map<String, Set<Destination.OfUser>> waiting = new HashMap<>();
  private final Map<String, Batch> asked = new HashMap<>();
  private final Set<Destination.OfUser> unsure = new LinkedHashSet<>();
  private Exchange.State last = Exchange.State.UP;

  /**
   * @param messenger tells another node what it is to remember
   */
  Recollection(
      Directory directory,
      Membership membership,
      Questions questions,
      Exchange exchange,
      Nodes nodes,
      Messenger messenger) {
    this.directory = directory;
    this.membership = membership;
    this.questions = questions;
    this.exchange = exchange;
    this.nodes = nodes;
    this.messenger = messenger;
  }

  /** Users that are asked about, and what they left while the answers are on their way. */
  private record Batch(
      List<Destination.OfUser> users, Map<Destination.OfUser, Set<Destination.OfTopic>> left) {}

  /** A user has come. */
  void ask(Destination.OfUser user) {
    if (!membership.isShared()) {
      ask(List.of(user));
    }
  }

  /** Others may know what this node does not. */
  void askForAll() {
    if (!membership.isShared()) {
      ask(directory.users());
    }
  }

  /** Asks what has to be asked again. To be called every now and then, by one thread. */
  void tick() {
    Exchange.State state = exchange.state();
    boolean back;
    List<Destination.OfUser> again;
    synchronized (this) {
      back = state == Exchange.State.UP && last != state;
      last = state;
      again = state == Exchange.State.UP ? List.copyOf(unsure) : List.of();
      if (!again.isEmpty()) {
        unsure.clear();
      }
    }
    if (back) {
      askForAll();
    }
    ask(again);
    List<String> apps;
    synchronized (this) {
      apps = List.copyOf(waiting.keySet());
    }
    apps.forEach(this::askNext);
    if (!membership.isShared()) {
      Integer next = nodes.next();
      if (!Objects.equals(next, keeper)) {
        keeper = next;
        copyAll();
      }
      copySome();
    }
  }

  /** Has the next node remember, by and by, all topics of users here. To be called as tick is. */
  void copyAll() {
    uncopied = directory.users().iterator();
  }

  private void copySome() {
    int copied = 0;
    while (uncopied.hasNext() && copied < COPIED_AT_A_TIME) {
      Destination.OfUser user = uncopied.next();
      for (Destination.OfTopic topic : directory.topicsOf(user)) {
        copy(user, topic);
        copied++;
      }
    }
  }

  /** A user has joined a topic by this node, and the next node is to remember it, too. */
  void copy(Destination.OfUser user, Destination.OfTopic topic) {
    Integer node = keeper;
    if (!membership.isShared() && node != null) {
      messenger.tellNode(node, new NodeMessage.Joined(topic, user.user()));
    }
  }

  /** A user has joined a topic on another node. */
  void joined(Destination.OfUser user, Destination.OfTopic topic) {
    if (membership.isShared()) {
      return;
    }
    synchronized (this) {
      Batch batch = asked.get(user.app());
      if (batch != null && batch.left().containsKey(user)) {
        batch.left().get(user).remove(topic);
      }
    }
    remember(user, topic);
  }

  /** A user has left a topic, on this node or another. */
  void left(Destination.OfUser user, Destination.OfTopic topic) {
    if (membership.isShared()) {
      return;
    }
    synchronized (this) {
      Batch batch = asked.get(user.app());
      if (batch != null) {
        batch.left().computeIfAbsent(user, key -> new HashSet<>()).add(topic);
      }
    }
    membership.leave(topic, user.user());
  }

  private void ask(Iterable<Destination.OfUser> users) {
    Set<String> apps = new HashSet<>();
    synchronized (this) {
      for (Destination.OfUser user : users) {
        apps.add(user.app());
        waiting.computeIfAbsent(user.app(), app -> new LinkedHashSet<>()).add(user);
      }
    }
    apps.forEach(this::askNext);
  }

  private void askNext(String app) {
    Batch batch = nextBatch(app);
    if (batch == null) {
      return;
    }
    String[] names = batch.users().stream().map(Destination.OfUser::user).toArray(String[]::new);
    CompletionStage<ClusterAnswer<List<Answer>>> answers;
    try {
      answers = questions.askAll(Question.about(Question.Kind.TOPICS_OF_USERS, app, names));
    } catch (RuntimeException e) {
      answers = CompletableFuture.failedFuture(e);
    }
    answers.whenComplete((all, failure) -> answered(app, batch, all, failure));
  }

  private synchronized @Nullable Batch nextBatch(String app) {
    Set<Destination.OfUser> users = waiting.get(app);
    if (users == null || asked.containsKey(app)) {
      return null;
    }
    if (nodes.others().isEmpty()) {
      // Whoever comes is new, and all users are asked about then.
      waiting.remove(app);
      return null;
    }
    List<Destination.OfUser> first = new ArrayList<>();
    Iterator<Destination.OfUser> all = users.iterator();
    while (all.hasNext() && first.size() < BATCH) {
      first.add(all.next());
      all.remove();
    }
    if (users.isEmpty()) {
      waiting.remove(app);
    }
    Batch batch = new Batch(first, new HashMap<>());
    asked.put(app, batch);
    return batch;
  }

  private void answered(
      String app,
      Batch batch,
      @Nullable ClusterAnswer<List<Answer>> all,
      @Nullable Throwable failure) {
    try {
      if (all == null) {
        LOG.log(WARNING, "Other nodes could not be asked for the topics of users", failure);
      } else {
        all.value().forEach(answer -> recall(batch, answer));
      }
    } finally {
      synchronized (this) {
        asked.remove(app);
        if (all == null || !all.missing().isEmpty()) {
          unsure.addAll(batch.users());
        }
      }
    }
    if (all != null) {
      askNext(app);
    }
  }

  private void recall(Batch batch, Answer answer) {
    Iterator<String> names = answer.names().iterator();
    for (int i = 0; i < Math.min(batch.users().size(), answer.numbers().size()); i++) {
      Destination.OfUser user = batch.users().get(i);
      for (long left = answer.numbers().get(i); left > 0 && names.hasNext(); left--) {
        Destination.OfTopic topic = new Destination.OfTopic(user.app(), names.next());
        if (!hasLeft(batch, user, topic)) {
          remember(user, topic);
          directory.join(user, topic);
          if (hasLeft(batch, user, topic)) {
            // Just now.
            membership.leave(topic, user.user());
            directory.leave(user, topic);
          }
        }
      }
    }
  }

  private synchronized boolean hasLeft(
      Batch batch, Destination.OfUser user, Destination.OfTopic topic) {
    return batch.left().getOrDefault(user, Set.of()).contains(topic);
  }

  /** Here, too; if there is no room the other node still knows. */
  private void remember(Destination.OfUser user, Destination.OfTopic topic) {
    membership.join(topic, user.user());
  }
}
