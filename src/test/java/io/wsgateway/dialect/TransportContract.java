package io.wsgateway.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import io.wsgateway.client.Event;
import io.wsgateway.client.Eventually;
import io.wsgateway.client.Frame;
import io.wsgateway.client.RawWebSocket;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What any way of writing to sockets must hold, whatever clients do: each client gets all that it
 * is sent, once, in order of each sender, and control frames only between messages.
 */
public abstract class TransportContract {
  /**
   * What the gateway under test must allow, so that nobody is closed for being slow, and no message
   * is refused for coming faster than they are delivered.
   */
  protected static final Map<String, String> BOUNDS =
      Map.of(
          "gateway.outbox.max-messages", "1000000",
          "gateway.outbox.max-size", "256m",
          "gateway.delivery.max-delay", "1m");

  private static final int SENDERS = 4;
  private static final int BATCH = 50;

  /** With much less, Linux may send a kilobyte each fifth of a second, and no more. */
  private static final int SMALL_BUFFER = 16_384;

  private static final String APP = "transport";
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private ExecutorService threads;

  /** An address for a WebSocket. */
  protected abstract URI address(String path);

  /** A socket for one, not connected yet. */
  protected abstract Socket socket() throws IOException;

  /** The answer to a back end's call with a body of JSON, which must go well. */
  protected abstract String call(String method, String path, String json);

  /** How long the server's process has had a processor. */
  protected abstract Duration processorTime();

  /** Insists that messages are written in the way that this is the test of. */
  protected abstract void assertWay();

  /** How many messages may come behind the answer to a close frame of the client. */
  protected int mostAfterClose() {
    return 0;
  }

  @BeforeEach
  void beginThreads() {
    threads = Executors.newCachedThreadPool();
  }

  @AfterEach
  void endThreads() {
    threads.shutdownNow();
  }

  @Test
  void itIsTheWayItIsMeantToBe() {
    try (Witness reader = join("way", "way", 0, 64)) {
      send("way", 1, 64);
      reader.awaitHeard(SENDERS);
      assertWay();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {64, 2000})
  void eachGetsAll_inOrder_whileClientsPing_readSlowly_andStop(int size) {
    int each = 64_000 / (size + 64) * 4;
    int all = SENDERS * each;
    String topic = "all" + size;
    AtomicBoolean over = new AtomicBoolean();
    try (Witness reader = join(topic, "reader", 0, size);
        Witness pinger = join(topic, "pinger", 0, size);
        Witness slow = join(topic, "slow", SMALL_BUFFER, size);
        Witness stopping = join(topic, "stopping", SMALL_BUFFER, size)) {
      CompletableFuture<Integer> pings = ping(pinger, over::get);
      CompletableFuture<Void> slowness = pauses(slow, 3, over::get);
      CompletableFuture<Void> stops = pauses(stopping, 300, over::get);
      send(topic, each, size);
      reader.awaitHeard(all);
      pinger.awaitHeard(all);
      over.set(true);
      Eventually.get(slowness);
      Eventually.get(stops);
      slow.awaitHeard(all);
      stopping.awaitHeard(all);
      int count = Eventually.get(pings);
      pinger.awaitPongs(count);

      assertAll(all, reader, pinger, slow, stopping);
      assertThat(pinger.pongs())
          .isEqualTo(IntStream.range(0, count).mapToObj(String::valueOf).toList());
    }
    assertNothingSpins();
  }

  @ParameterizedTest
  @ValueSource(ints = {64, 2000})
  void eachGetsAll_inOrder_whileClientsCloseAndReset(int size) {
    int each = 64_000 / (size + 64) * 4;
    int all = SENDERS * each;
    String topic = "leave" + size;
    List<Witness> closing = new ArrayList<>();
    List<Witness> resetting = new ArrayList<>();
    try (Witness reader = join(topic, "stays", 0, size)) {
      for (int i = 0; i < 4; i++) {
        closing.add(join(topic, "closes" + i, i % 2 == 0 ? 0 : SMALL_BUFFER, size));
        resetting.add(join(topic, "resets" + i, i % 2 == 0 ? 0 : SMALL_BUFFER, size));
      }
      CompletableFuture<Void> sent =
          CompletableFuture.runAsync(() -> send(topic, each, size), threads);
      for (int i = 0; i < 4; i++) {
        reader.awaitHeard(all / 6 * (i + 1));
        closing.get(i).socket().close(1000);
        resetting.get(i).socket().reset();
      }
      Eventually.get(sent, PATIENCE);
      reader.awaitHeard(all);

      assertAll(all, reader);
      for (Witness left : closing) {
        left.awaitEnd();
        assertThat(left.faults()).isEmpty();
        assertThat(left.closeFrame()).map(Event::code).contains(1000);
        assertThat(left.afterClose()).isLessThanOrEqualTo(mostAfterClose());
      }
      resetting.forEach(left -> assertThat(left.faults()).isEmpty());
    } finally {
      closing.forEach(Witness::close);
      resetting.forEach(Witness::close);
    }
    assertNothingSpins();
  }

  @ParameterizedTest
  @ValueSource(ints = {64, 2000})
  void whoIsClosed_getsAllBefore_andACloseFrame(int size) {
    int each = 64_000 / (size + 64);
    String topic = "closed" + size;
    try (Witness fast = join(topic, "told", 0, size);
        Witness slow = join(topic, "told", SMALL_BUFFER, size)) {
      send(topic, each, size);
      call("DELETE", "/api/v1/apps/" + APP + "/users/told/connections", "");
      for (Witness told : List.of(fast, slow)) {
        told.awaitEnd();
        assertAll(SENDERS * each, told);
        assertThat(told.closeFrame()).map(Event::code).isNotEmpty();
        assertThat(told.afterClose()).isZero();
      }
    }
  }

  protected static boolean onWildFly() {
    return System.getProperty("arquillian.launch", "").equals("wildfly");
  }

  private static void assertAll(int messages, Witness... witnesses) {
    for (Witness witness : witnesses) {
      assertThat(witness.faults()).isEmpty();
      assertThat(witness.heard()).isEqualTo(messages);
    }
  }

  /** A thread that waits for nothing would use a processor of its own, for ever. */
  private void assertNothingSpins() {
    Duration span = Duration.ofMillis(500);
    Eventually.await(
        "the server has nothing to do",
        () -> {
          Duration before = processorTime();
          LockSupport.parkNanos(span.toNanos());
          return processorTime().minus(before).compareTo(span.dividedBy(2)) < 0;
        });
  }

  private Witness join(String topic, String user, int receiveBuffer, int size) {
    try {
      Socket socket = socket();
      if (receiveBuffer > 0) {
        socket.setReceiveBufferSize(receiveBuffer);
      }
      RawWebSocket client = RawWebSocket.open(address("/connection"), socket);
      client.send("reg:" + APP + ":" + user).send("in:" + APP + ":" + user + ":" + topic);
      // Lines of one client are obeyed in order.
      client.send("?:").expect("error msg format");
      return new Witness(client, SENDERS, size);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Several senders at once, each with so many messages, many of them in one call. */
  private void send(String topic, int each, int size) {
    IntStream.range(0, SENDERS)
        .mapToObj(i -> CompletableFuture.runAsync(() -> sendAs(i, topic, each, size), threads))
        .toList()
        .forEach(sender -> Eventually.get(sender, PATIENCE));
  }

  private void sendAs(int sender, String topic, int each, int size) {
    for (int first = 0; first < each; first += BATCH) {
      String messages =
          IntStream.range(first, Math.min(each, first + BATCH))
              .mapToObj(number -> Witness.message(sender, number, size))
              .map(text -> "{\"to\":{\"topic\":\"" + topic + "\"},\"text\":\"" + text + "\"}")
              .collect(Collectors.joining(","));
      String answer =
          call(
              "POST",
              "/api/v1/apps/" + APP + "/messages/batch",
              "{\"messages\":[" + messages + "]}");
      assertThat(answer).doesNotContain("problem");
    }
  }

  /** Pings, numbered from 0, until it is over; says how many. */
  private CompletableFuture<Integer> ping(Witness client, BooleanSupplier over) {
    return CompletableFuture.supplyAsync(
        () -> {
          int count = 0;
          while (!over.getAsBoolean()) {
            client.socket().send(Frame.of(Frame.PING, String.valueOf(count++).getBytes()));
            LockSupport.parkNanos(Duration.ofMillis(1).toNanos());
          }
          return count;
        },
        threads);
  }

  /** Does not read for so long, again and again, until it is over. */
  private CompletableFuture<Void> pauses(Witness client, int millis, BooleanSupplier over) {
    return CompletableFuture.runAsync(
        () -> {
          while (!over.getAsBoolean()) {
            client.socket().stall();
            LockSupport.parkNanos(Duration.ofMillis(millis).toNanos());
            client.socket().resume();
            LockSupport.parkNanos(Duration.ofMillis(3).toNanos());
          }
        },
        threads);
  }
}
