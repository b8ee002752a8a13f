package io.wsgateway.server;

import io.wsgateway.client.Eventually;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;

/** A WebSocket over TLS, and requests over TLS. */
final class TlsClient implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final Texts texts = new Texts();
  private final WebSocket socket;

  private TlsClient(SSLContext context, URI address) {
    socket = Eventually.get(client(context).newWebSocketBuilder().buildAsync(address, texts));
  }

  /** Returns when it is open. */
  static TlsClient open(SSLContext context, URI address) {
    return new TlsClient(context, address);
  }

  void send(String text) {
    Eventually.get(socket.sendText(text, true));
  }

  /** The next text. */
  String next() {
    try {
      String text = texts.queue.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
      if (text == null) {
        throw new AssertionError("no text came");
      }
      return text;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    socket.abort();
  }

  /** The status of the answer. */
  static int get(SSLContext context, URI address) throws IOException {
    return send(context, HttpRequest.newBuilder(address).timeout(PATIENCE).build()).statusCode();
  }

  /** Posts JSON with a key, and returns the status and the body of the answer. */
  static String post(SSLContext context, URI address, String key, String json) {
    HttpRequest request =
        HttpRequest.newBuilder(address)
            .timeout(PATIENCE)
            .header("X-API-Key", key)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(json))
            .build();
    try {
      HttpResponse<String> answer = send(context, request);
      return answer.statusCode() + " " + answer.body();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static HttpResponse<String> send(SSLContext context, HttpRequest request)
      throws IOException {
    try {
      return client(context).send(request, BodyHandlers.ofString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static HttpClient client(SSLContext context) {
    return HttpClient.newBuilder().sslContext(context).build();
  }

  private static final class Texts implements WebSocket.Listener {
    private final BlockingQueue<String> queue = new LinkedBlockingQueue<>();

    @Override
    public CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
      queue.add(data.toString());
      socket.request(1);
      return null;
    }
  }
}
