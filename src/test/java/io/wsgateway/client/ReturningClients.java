package io.wsgateway.client;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/**
 * Thousands of clients that behave as good clients do: sent away, they come back after the time
 * they were told, otherwise after a back-off with full jitter. One thread serves them all, and
 * calls what it was given; any thread may ask.
 */
public final class ReturningClients implements AutoCloseable {
  private static final int BUFFER = 256 * 1024;
  private static final int DIALS = 100;
  private static final Duration SLOTS = Duration.ofMillis(100);

  /** Told what becomes of clients, by the thread that serves them. */
  public interface Watcher {
    /** A client begins to connect. */
    default void dialled(int client) {}

    /** A client has had its last line answered. */
    void back(int client);

    /** A client that was there is no longer; 1006 stands for no close frame. */
    void left(int client, int code);

    /** A client has got something that was no answer. */
    void received(int client, String text);
  }

  private record Due(long time, ReturningClient client) {}

  private final UnaryOperator<URI> balancer;
  private final IntFunction<List<String>> lines;
  private final Predicate<String> answers;
  private final Watcher watcher;
  private final List<ReturningClient> clients;
  private final Queue<Due> due =
      new PriorityQueue<>((one, other) -> Long.compare(one.time(), other.time()));
  private final List<Long> dials = new ArrayList<>();
  private final Map<Integer, Integer> refusals = new HashMap<>();
  private final Map<Integer, Integer> codes = new HashMap<>();
  private final Selector selector;
  private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER);
  private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
  private boolean stopped;

  /**
   * Starts to connect.
   *
   * @param balancer gives the WebSocket address to dial, and gets where the client was, or null
   * @param lines what a client says when it is connected, each line when the one before is answered
   * @param answers tells answers to these lines from what is pushed
   */
  public ReturningClients(
      int size,
      UnaryOperator<URI> balancer,
      IntFunction<List<String>> lines,
      Predicate<String> answers,
      Watcher watcher) {
    this.balancer = balancer;
    this.lines = lines;
    this.answers = answers;
    this.watcher = watcher;
    clients = IntStream.range(0, size).mapToObj(i -> new ReturningClient(i, this)).toList();
    // Not all at once, as nobody's clients are.
    long start = System.nanoTime();
    long step = TimeUnit.SECONDS.toNanos(1) / 1_000;
    clients.forEach(one -> due.add(new Due(start + one.number() * step, one)));
    try {
      selector = Selector.open();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    var thread = new Thread(this::run, "returning-clients");
    thread.setDaemon(true);
    thread.start();
  }

  /** How many are connected and have had all their lines answered. */
  public int present() {
    return (int) ask(() -> clients.stream().filter(ReturningClient::isPresent).count());
  }

  /** How many are there at each address. */
  public Map<URI, Integer> whereabouts() {
    Map<URI, Integer> all = new HashMap<>();
    ask(
        () -> {
          clients.stream()
              .filter(ReturningClient::isPresent)
              .forEach(one -> all.merge(one.at(), 1, Integer::sum));
          return 0;
        });
    return all;
  }

  /** How many were closed, by code, since the start. */
  public Map<Integer, Integer> codes() {
    Map<Integer, Integer> all = new HashMap<>();
    ask(
        () -> {
          all.putAll(codes);
          return 0;
        });
    return all;
  }

  /** How many handshakes were refused, by status, since the start. */
  public Map<Integer, Integer> refusals() {
    Map<Integer, Integer> all = new HashMap<>();
    ask(
        () -> {
          all.putAll(refusals);
          return 0;
        });
    return all;
  }

  /** The most that have begun to connect within any second since {@code from}. */
  public int mostDialsPerSecond(long from) {
    return (int)
        ask(
            () -> {
              int most = 0;
              int first = 0;
              for (int last = 0; last < dials.size(); last++) {
                while (dials.get(last) - dials.get(first) > TimeUnit.SECONDS.toNanos(1)
                    || dials.get(first) < from && first < last) {
                  first++;
                }
                if (dials.get(last) >= from) {
                  most = Math.max(most, last - first + 1);
                }
              }
              return most;
            });
  }

  @Override
  public void close() {
    ask(
        () -> {
          stopped = true;
          clients.forEach(ReturningClient::drop);
          return 0;
        });
  }

  static InetSocketAddress socketOf(URI address) {
    return new InetSocketAddress(address.getHost(), address.getPort());
  }

  URI nextAddress(ReturningClient client) {
    dials.add(System.nanoTime());
    watcher.dialled(client.number());
    return balancer.apply(client.at());
  }

  List<String> linesOf(int client) {
    return lines.apply(client);
  }

  boolean isAnswer(String text) {
    return answers.test(text);
  }

  void back(ReturningClient client) {
    watcher.back(client.number());
  }

  void left(int client, int code) {
    codes.merge(code, 1, Integer::sum);
    watcher.left(client, code);
  }

  void received(int client, String text) {
    watcher.received(client, text);
  }

  void refused(int status) {
    refusals.merge(status, 1, Integer::sum);
  }

  void comeBack(ReturningClient client, long pause) {
    due.add(new Due(System.nanoTime() + pause, client));
  }

  private void run() {
    try (selector) {
      while (!stopped) {
        selector.select(this::serve, pauseMillis());
        for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
          task.run();
        }
        long now = System.nanoTime();
        int started = 0;
        for (Due next = due.peek();
            next != null && next.time() <= now && started < DIALS && !stopped;
            next = due.peek()) {
          due.remove();
          next.client().dial(selector);
          started++;
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private long pauseMillis() {
    Due next = due.peek();
    long wait = next == null ? SLOTS.toNanos() : next.time() - System.nanoTime();
    return Math.max(1, Math.min(SLOTS.toMillis(), TimeUnit.NANOSECONDS.toMillis(wait)));
  }

  private void serve(SelectionKey key) {
    ((SwarmLink) key.attachment()).ready(buffer);
  }

  private long ask(LongSupplier question) {
    var answer = new CompletableFuture<Long>();
    tasks.add(
        () -> {
          try {
            answer.complete(question.getAsLong());
          } catch (RuntimeException e) {
            answer.completeExceptionally(e);
          }
        });
    selector.wakeup();
    return answer.orTimeout(30, TimeUnit.SECONDS).join();
  }
}
