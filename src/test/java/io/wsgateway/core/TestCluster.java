package io.wsgateway.core;

import io.wsgateway.auth.Blocks;
import io.wsgateway.config.GatewayConfig;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Gateways in one JVM, without a container: real lanes, joined by an exchange and a membership
 * store that live in memory and do what their contracts say.
 */
final class TestCluster implements AutoCloseable {
  static final Dialect TEXT = new PlainDialect("text");

  private final Map<String, String> settings;
  private final boolean shared;
  private final List<Node> nodes = new ArrayList<>();
  private final List<Runnable> held = new ArrayList<>();
  private boolean holding;
  private volatile long now;
  private final Map<Destination.OfTopic, Set<String>> members = new ConcurrentHashMap<>();

  TestCluster(Map<String, String> settings) {
    this(settings, true);
  }

  private TestCluster(Map<String, String> settings, boolean shared) {
    this.settings = settings;
    this.shared = shared;
  }

  /** One without a shared store: each node remembers for itself who is in which topic. */
  static TestCluster withMemoriesOfTheirOwn() {
    return new TestCluster(Map.of(), false);
  }

  Node newNode() {
    return newNode(nodes.size() + 1);
  }

  /** A node that has drawn that number. */
  Node newNode(int number) {
    Node node = new Node(number);
    nodes.add(node);
    return node;
  }

  /** Lets time pass, and does on every node what is due by then. */
  void pass(Duration time) {
    now += time.toNanos();
    nodes.forEach(node -> node.timers.runDue());
  }

  /** Has every node know of the others. */
  void introduceAll() {
    nodes.forEach(node -> node.gateway.cluster().announce());
  }

  /** From now on the store does as it is told but does not answer, until {@link #answerAll}. */
  void holdAnswers() {
    holding = true;
  }

  /** Gives the answers that were held, in the order of the questions. */
  void answerAll() {
    holding = false;
    held.forEach(Runnable::run);
    held.clear();
  }

  /** Has the store know a membership that no node was told of. */
  void remember(Destination.OfTopic topic, String user) {
    members.computeIfAbsent(topic, key -> ConcurrentHashMap.newKeySet()).add(user);
  }

  /** Has the store forget a membership without telling any node. */
  void forget(Destination.OfTopic topic, String user) {
    members.get(topic).remove(user);
  }

  @Override
  public void close() {
    nodes.forEach(node -> node.delivery.stop(Duration.ofSeconds(5)));
  }

  /** Shows content as it is, with the sender in front where there is one. */
  record PlainDialect(String name) implements Dialect {
    @Override
    public String path() {
      return "/" + name;
    }

    @Override
    public Optional<Payload> encode(Publication publication) {
      return publication.payload().isBinary()
          ? Optional.empty()
          : Optional.of(publication.payload());
    }
  }

  /** What new nodes ask about every connection. */
  final List<AccessRule> rules = new CopyOnWriteArrayList<>();

  final class Node implements Exchange {
    final Counters counters = new Counters();
    final List<ConnectionEvent> events = new CopyOnWriteArrayList<>();
    final Set<Destination> interests = ConcurrentHashMap.newKeySet();
    final Directory directory;
    final Gateway gateway;
    private volatile boolean frozen;
    private volatile Answer fixedAnswer;
    private volatile State state = State.UP;
    final Timers timers = new Timers(() -> now);
    final RecordingSchedules schedules = new RecordingSchedules();
    private final Ids ids;
    private final Delivery delivery;
    private final Blocks blocks = new Blocks();
    private final Store store = new Store(shared ? members : new ConcurrentHashMap<>());

    final GatewayConfig config = GatewayConfig.defaultsWith(settings);

    Node(int number) {
      ids = new Ids(number);
      delivery = new Delivery(2, DeliveryLimits.of(config.node()), counters);
      directory =
          new Directory(2, this, app -> true, app -> config.apps().get(app).userConnections());
      Events dispatcher =
          new Events(
              event -> true,
              events::add,
              Runnable::run,
              config.node().eventsMaxPending(),
              counters);
      gateway =
          new Gateway(
              new GatewayParts(
                  config,
                  ids,
                  directory,
                  delivery,
                  this,
                  store,
                  schedules,
                  timers,
                  dispatcher,
                  counters,
                  new Audit(counters),
                  () -> Stream.concat(rules.stream(), Stream.of(blocks)).iterator(),
                  Runnable::run,
                  Runnable::run));
      blocks.start(gateway);
      delivery.start(Executors.defaultThreadFactory());
    }

    /** A client from that address. */
    Client connectFrom(String address) {
      return new Client(this, new Visitor(address, null, null, null, Set.of()));
    }

    /** A client that has shown a token. */
    Client connect(String app, String user, Identity identity) {
      Client client = connect();
      gateway.bind(client.connection, app, user, identity);
      return client;
    }

    Client connect() {
      return new Client(this, TEXT);
    }

    /** A client that belongs to an app and has no user. */
    Client connectTo(String app) {
      return new Client(this, TEXT, app);
    }

    Delivery delivery() {
      return delivery;
    }

    int number() {
      return ids.node();
    }

    /** Has this node's store know a membership that nobody was told of. */
    void remember(Destination.OfTopic topic, String user) {
      store.join(topic, user);
    }

    /** Does what waits for its time. */
    void doScheduled() {
      schedules.entries.values().forEach(gateway.delayed()::due);
      schedules.entries.clear();
    }

    Client connect(String app, String user) {
      Client client = connect();
      gateway.bind(client.connection, app, user, Identity.CLAIMED);
      return client;
    }

    Receipt publish(Destination destination, String text) {
      return gateway
          .publish(destination, Payload.text(text), PublishOptions.NONE)
          .toCompletableFuture()
          .join();
    }

    @Override
    public void start(int node, Receiver receiver) {}

    @Override
    public void stop() {
      interests.clear();
    }

    @Override
    public CompletionStage<Receipt.Reach> publish(Destination destination, byte[] message) {
      List<Node> wanting =
          nodes.stream()
              .filter(node -> node != this && node.wants(destination))
              .collect(Collectors.toList());
      wanting.forEach(node -> node.gateway.receive(message));
      return CompletableFuture.completedFuture(
          new Receipt.Reach(wanting.size(), Receipt.Trust.EXACT, false));
    }

    /** From now on it answers every question of other nodes with this. */
    void answerWith(Answer answer) {
      fixedAnswer = answer;
    }

    /** Whether its line to the broker is cut. */
    void degrade(boolean cut) {
      state = cut ? State.DEGRADED : State.UP;
    }

    private void hear(byte[] message) {
      if (fixedAnswer != null
          && Envelope.decode(message).orElseThrow() instanceof NodeMessage.Asked asked) {
        sendToNode(
            Envelope.senderOf(message),
            Envelope.encode(ids.node(), new NodeMessage.Answered(asked.request(), fixedAnswer)));
      } else {
        gateway.receive(message);
      }
    }

    /** As a node whose process does not run: it hears nothing and says nothing. */
    void freeze() {
      frozen = true;
    }

    /** It runs again; what was said meanwhile is lost. */
    void thaw() {
      frozen = false;
    }

    @Override
    public void sendToNode(int node, byte[] message) {
      nodes.stream()
          .filter(other -> other.ids.node() == node && !other.frozen)
          .forEach(other -> other.hear(message));
    }

    @Override
    public void sendToAllNodes(byte[] message) {
      nodes.stream()
          .filter(other -> other != this && !other.frozen)
          .forEach(other -> other.hear(message));
    }

    private boolean wants(Destination destination) {
      return destination instanceof Destination.OfConnection one
          ? Ids.nodeOf(one.connection()) == ids.node()
          : interests.contains(destination);
    }

    @Override
    public CompletionStage<Void> interest(Destination destination) {
      interests.add(destination);
      return CompletableFuture.completedFuture(null);
    }

    @Override
    public void uninterest(Destination destination) {
      interests.remove(destination);
    }

    @Override
    public State state() {
      return state;
    }
  }

  /** A connection whose messages are remembered. */
  static final class Client {
    final RecordingTransport transport = RecordingTransport.immediate();
    final Connection connection;
    private final Node node;

    Client(Node node, Dialect dialect) {
      this.node = node;
      this.connection = node.gateway.connect(dialect, transport, Visitor.UNKNOWN);
    }

    Client(Node node, Dialect dialect, String app) {
      this.node = node;
      this.connection = node.gateway.connect(dialect, transport, Visitor.UNKNOWN, app);
    }

    Client(Node node, Visitor visitor) {
      this.node = node;
      this.connection = node.gateway.connect(TEXT, transport, visitor);
    }

    /** What it was closed with, by code and text; empty as long as it is open. */
    List<String> closes() {
      settle();
      return transport.closes.stream().map(reason -> reason.code() + " " + reason.text()).toList();
    }

    long id() {
      return connection.id();
    }

    void join(String topic) {
      Destination.OfUser user = connection.user();
      node.gateway.join(connection, user.app(), user.user(), topic).toCompletableFuture().join();
    }

    void leave(String topic) {
      Destination.OfUser user = connection.user();
      node.gateway.leave(connection, user.app(), user.user(), topic).toCompletableFuture().join();
    }

    void disconnect() {
      node.gateway.disconnected(connection, 1000, "");
    }

    /** What it was sent, once its lane has done all that is pending. */
    List<String> messages() {
      settle();
      return transport.messages();
    }

    /** Waits until its lane has done all that is pending. */
    void settle() {
      TestCluster.settle(connection);
    }
  }

  /** Waits until a connection's lane has done all that is pending. */
  static void settle(Connection connection) {
    CompletableFuture<Void> barrier = new CompletableFuture<>();
    connection.lane().enqueue(lane -> barrier.complete(null));
    CompletableFuture<Void> flushed = new CompletableFuture<>();
    barrier.thenRun(() -> connection.lane().enqueue(lane -> flushed.complete(null)));
    flushed.join();
  }

  /** Keeps what is to be done later until the test says that it is due. */
  static final class RecordingSchedules implements Schedules {
    final Map<String, Scheduled> entries = new ConcurrentHashMap<>();

    @Override
    public void start(Receiver receiver) {}

    @Override
    public void stop() {}

    @Override
    public CompletionStage<Void> add(Scheduled entry) {
      entries.put(entry.id(), entry);
      return CompletableFuture.completedFuture(null);
    }

    @Override
    public CompletionStage<Boolean> remove(String app, String id) {
      return CompletableFuture.completedFuture(entries.remove(id) != null);
    }

    @Override
    public CompletionStage<Optional<Scheduled>> find(String app, String id) {
      return CompletableFuture.completedFuture(Optional.ofNullable(entries.get(id)));
    }

    @Override
    public boolean isShared() {
      return false;
    }
  }

  /** Keeps memberships as its contract says, for all nodes or for one. */
  private final class Store implements Membership {
    private static final int MAX_TOPICS = 3;
    private final Map<Destination.OfTopic, Set<String>> members;

    Store(Map<Destination.OfTopic, Set<String>> members) {
      this.members = members;
    }

    private <T> CompletionStage<T> answered(T answer) {
      CompletableFuture<T> stage = new CompletableFuture<>();
      if (holding) {
        held.add(() -> stage.complete(answer));
      } else {
        stage.complete(answer);
      }
      return stage;
    }

    @Override
    public void start(Runnable recovered) {}

    @Override
    public void stop() {}

    @Override
    public CompletionStage<Void> join(Destination.OfTopic topic, String user) {
      if (topics(new Destination.OfUser(topic.app(), user)).size() >= MAX_TOPICS) {
        return CompletableFuture.failedFuture(
            new GatewayException(ErrorCode.LIMIT, "too many topics"));
      }
      members.computeIfAbsent(topic, key -> ConcurrentHashMap.newKeySet()).add(user);
      return answered(null);
    }

    @Override
    public CompletionStage<Void> leave(Destination.OfTopic topic, String user) {
      members.getOrDefault(topic, ConcurrentHashMap.newKeySet()).remove(user);
      return answered(null);
    }

    @Override
    public CompletionStage<Set<String>> topicsOf(Destination.OfUser user) {
      return answered(topics(user));
    }

    @Override
    public CompletionStage<Collection<String>> usersIn(Destination.OfTopic topic) {
      return answered(members.getOrDefault(topic, Set.of()));
    }

    @Override
    public boolean isShared() {
      return shared;
    }

    @Override
    public boolean isKeeping() {
      return true;
    }

    @Override
    public void touch(Destination.OfUser user) {}

    private Set<String> topics(Destination.OfUser user) {
      return members.entrySet().stream()
          .filter(entry -> entry.getKey().app().equals(user.app()))
          .filter(entry -> entry.getValue().contains(user.user()))
          .map(entry -> entry.getKey().topic())
          .collect(Collectors.toSet());
    }
  }
}
