package io.wsgateway.client;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/**
 * A server that says what a test tells it to say, right or wrong, so that the clients of this
 * package can be tested. One thread per connection.
 */
public final class ScriptedServer implements AutoCloseable {

  /** What happens on a WebSocket once it is open; when it returns, the socket is closed. */
  @FunctionalInterface
  public interface Script {
    /** Plays the server's part. */
    void play(ScriptedPeer peer) throws IOException;
  }

  private final ServerSocket socket;
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private final List<ScriptedPeer> peers = new CopyOnWriteArrayList<>();
  private final Script script;
  private final Function<String, String> answers;

  private ScriptedServer(Script script, Function<String, String> answers) {
    this.script = script;
    this.answers = answers;
    try {
      socket = new ServerSocket(0, 1_000, InetAddress.getByName("127.0.0.1"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    run("scripted-server", this::acceptAll);
  }

  /** A server that accepts every WebSocket. */
  public static ScriptedServer speaking(Script script) {
    return new ScriptedServer(script, request -> ScriptedPeer.accepting(request));
  }

  /** A server that answers requests with these bytes and closes. */
  public static ScriptedServer answering(Function<String, String> answers) {
    return new ScriptedServer(peer -> {}, answers);
  }

  /**
   * A server that accepts a WebSocket if the answer to it starts with 101, and then plays the
   * script.
   *
   * @param answers from a request, its head and body, to the bytes of an answer
   */
  public static ScriptedServer of(Script script, Function<String, String> answers) {
    return new ScriptedServer(script, answers);
  }

  /** A script that sends every message back. */
  public static void echo(ScriptedPeer peer) throws IOException {
    for (Frame frame = peer.read(); frame.opcode() != Frame.CLOSE; frame = peer.read()) {
      int opcode = frame.opcode() == Frame.PING ? Frame.PONG : frame.opcode();
      peer.send(Frame.of(opcode, frame.payload()).withFin(frame.fin()));
    }
    peer.send(Frame.of(Frame.CLOSE, new byte[0]));
  }

  /** An answer with a length. */
  public static String answer(int status, String contentType, String body) {
    int length = body.getBytes(StandardCharsets.UTF_8).length;
    return "HTTP/1.1 %d Some Reason\r\nContent-Type: %s\r\nContent-Length: %d\r\n\r\n%s"
        .formatted(status, contentType, length, body);
  }

  /** Where it listens, without a path. */
  public URI address() {
    return URI.create("http://127.0.0.1:" + socket.getLocalPort());
  }

  /** The requests so far, heads and bodies as they came. */
  public List<String> requests() {
    return requests;
  }

  /** The WebSockets so far. */
  public List<ScriptedPeer> peers() {
    return peers;
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void acceptAll() throws IOException {
    while (true) {
      Socket client = socket.accept();
      run("scripted-peer", () -> serve(client));
    }
  }

  private void serve(Socket client) throws IOException {
    try (client) {
      client.setTcpNoDelay(true);
      var in = new DataInputStream(new BufferedInputStream(client.getInputStream()));
      String request = ScriptedPeer.readRequest(in);
      requests.add(request);
      String answer = answers.apply(request);
      client.getOutputStream().write(answer.getBytes(StandardCharsets.UTF_8));
      if (answer.startsWith("HTTP/1.1 101 ")) {
        var peer = new ScriptedPeer(client, in);
        peers.add(peer);
        script.play(peer);
      }
    }
  }

  private static void run(String name, Body body) {
    var thread =
        new Thread(
            () -> {
              try {
                body.run();
              } catch (IOException e) {
                // a client, or the test, has gone
              }
            },
            name);
    thread.setDaemon(true);
    thread.start();
  }

  private interface Body {
    void run() throws IOException;
  }
}
