package io.wsgateway.auth;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;

/**
 * An application that is asked who its users are: it answers with a status, or hangs until it is
 * told to answer. Each question has a thread of its own.
 */
public final class AuthServer implements AutoCloseable {
  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final List<String> questions = new CopyOnWriteArrayList<>();
  private volatile CountDownLatch gate = new CountDownLatch(0);
  private volatile boolean headFirst;
  private volatile Function<String, Integer> status = question -> 200;

  private AuthServer(HttpServer server) {
    this.server = server;
  }

  /** On a free port of loopback. */
  public static AuthServer start() {
    try {
      HttpServer server =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1000);
      AuthServer started = new AuthServer(server);
      server.createContext("/", started::answer);
      server.setExecutor(started.threads);
      server.start();
      return started;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public URI url(String path) {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
  }

  /** Answers all, also those that hang, with this status. */
  public void answerWith(int newStatus) {
    answerBy(question -> newStatus);
  }

  /** Answers each question, a JSON text, with the status that this gives. */
  public void answerBy(Function<String, Integer> rule) {
    status = rule;
    gate.countDown();
  }

  /**
   * Does not answer before it is told what, or sends the head of an answer whose body never comes.
   */
  public void hang(boolean sendsHead) {
    headFirst = sendsHead;
    gate = new CountDownLatch(1);
  }

  /** Method, path, content type and body of all requests so far. */
  public List<String> questions() {
    return questions;
  }

  /** Returns when so many have been asked. */
  public void awaitQuestions(int count) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
    while (questions.size() < count) {
      if (System.nanoTime() > end) {
        throw new AssertionError("asked only " + questions.size() + " times");
      }
      LockSupport.parkNanos(1_000_000);
    }
  }

  @Override
  public void close() {
    gate.countDown();
    server.stop(0);
    threads.shutdownNow();
  }

  private void answer(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
    questions.add(
        exchange.getRequestMethod()
            + " "
            + exchange.getRequestURI()
            + " "
            + exchange.getRequestHeaders().getFirst("Content-Type")
            + " "
            + body);
    CountDownLatch mine = gate;
    boolean headIsSent = headFirst && mine.getCount() > 0;
    if (headIsSent) {
      exchange.sendResponseHeaders(200, 100);
      exchange.getResponseBody().flush();
    }
    try {
      mine.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (!headIsSent) {
      exchange.sendResponseHeaders(status.apply(body), -1);
    }
    exchange.close();
  }
}
