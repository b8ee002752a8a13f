package io.wsgateway.client;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads server-sent events on a thread of its own. */
public final class EventStream implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final HttpResponse<Stream<String>> response;
  private final BlockingQueue<Message> messages = new LinkedBlockingQueue<>();
  private volatile boolean ended;

  /** An event; of a comment, only the data is there. */
  public record Message(@Nullable String type, String data) {}

  private EventStream(HttpResponse<Stream<String>> response) {
    this.response = response;
    Thread reader = new Thread(this::read, "event-stream");
    reader.setDaemon(true);
    reader.start();
  }

  /** Returns when there is an answer, whatever it is. */
  public static EventStream open(URI address, Map<String, String> headers) {
    HttpRequest.Builder request = HttpRequest.newBuilder(address).timeout(PATIENCE);
    headers.forEach(request::header);
    request.header("Accept", "text/event-stream");
    return new EventStream(
        Eventually.get(
            HttpClient.newHttpClient()
                .sendAsync(request.build(), HttpResponse.BodyHandlers.ofLines())));
  }

  private void read() {
    String type = null;
    try {
      for (String line : (Iterable<String>) response.body()::iterator) {
        if (line.startsWith("event:")) {
          type = line.substring(6).strip();
        } else if (line.startsWith("data:")) {
          messages.add(new Message(type, line.substring(5).strip()));
        } else if (line.startsWith(":")) {
          messages.add(new Message(null, line.substring(1).strip()));
        } else if (line.isEmpty()) {
          type = null;
        }
      }
    } catch (RuntimeException e) {
      // The connection was cut; that is an end, too.
    }
    ended = true;
  }

  /** The answer's status. */
  public int status() {
    return response.statusCode();
  }

  /** A header of the answer. */
  public Optional<String> header(String name) {
    return response.headers().firstValue(name);
  }

  /** The next event or comment. */
  public Message next() {
    try {
      Message message = messages.poll(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
      if (message == null) {
        throw new AssertionError("nothing came within " + PATIENCE);
      }
      return message;
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The next event that is no comment. */
  public Message nextEvent() {
    Message message = next();
    while (message.type() == null) {
      message = next();
    }
    return message;
  }

  /** Whether the server has ended it. */
  public boolean isOver() {
    return ended;
  }

  @Override
  public void close() {
    response.body().close();
  }
}
