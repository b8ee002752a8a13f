package io.wsgateway.exchange;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.net.ServerSocketFactory;

/** A sentinel that answers every question with what a test says, or not at all. */
final class ScriptedSentinel implements AutoCloseable {
  private final ServerSocket listener;
  private final AtomicInteger questions = new AtomicInteger();
  private volatile String answer = "";

  ScriptedSentinel() {
    this(ServerSocketFactory.getDefault());
  }

  ScriptedSentinel(ServerSocketFactory listeners) {
    try {
      listener = listeners.createServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    daemon(this::accept);
  }

  /** What the gateway needs to ask these about a master of any name. */
  static URI uri(String scheme, ScriptedSentinel... sentinels) {
    return URI.create(
        Stream.of(sentinels)
            .map(sentinel -> "127.0.0.1:" + sentinel.listener.getLocalPort())
            .collect(Collectors.joining(",", scheme + "://", "/some-master")));
  }

  /** The master is at that port of loopback, and was chosen when that many had been before. */
  ScriptedSentinel names(int port, int epoch) {
    List<String> words =
        List.of(
            "ip", "127.0.0.1", "port", String.valueOf(port), "config-epoch", String.valueOf(epoch));
    return answers(
        words.stream()
            .map(word -> "$" + word.length() + "\r\n" + word + "\r\n")
            .collect(Collectors.joining("", "*" + words.size() + "\r\n", "")));
  }

  /** In the bytes of Redis' protocol; empty is never. */
  ScriptedSentinel answers(String bytes) {
    answer = bytes;
    return this;
  }

  int questions() {
    return questions.get();
  }

  @Override
  public void close() {
    try {
      listener.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void accept() {
    try {
      while (true) {
        Socket socket = listener.accept();
        daemon(() -> serve(socket));
      }
    } catch (IOException e) {
      // Closed.
    }
  }

  /** One read is one question: it is short, and sent at once. */
  private void serve(Socket socket) {
    try (socket) {
      while (socket.getInputStream().read(new byte[1024]) > 0) {
        questions.incrementAndGet();
        socket.getOutputStream().write(answer.getBytes(UTF_8));
      }
    } catch (IOException e) {
      // The gateway hung up.
    }
  }

  private static void daemon(Runnable work) {
    Thread thread = new Thread(work, "scripted-sentinel");
    thread.setDaemon(true);
    thread.start();
  }
}
