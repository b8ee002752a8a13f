package io.wsgateway.api;

import static java.lang.System.Logger.Level.DEBUG;

import io.wsgateway.core.Sighting;
import io.wsgateway.core.Timers;
import io.wsgateway.core.Watches;
import jakarta.json.JsonObjectBuilder;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import jakarta.ws.rs.sse.SseEventSink;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * Writes what is seen to one who reads it, at his pace: one event at a time, on a thread that it
 * has only while something is written. What he does not read in time is left out and counted. A
 * comment every few seconds finds out whether he is still there. Safe for any thread.
 */
final class LiveStream implements Watches.Listener {
  private static final System.Logger LOG = System.getLogger(LiveStream.class.getName());
  private static final Duration PULSE = Duration.ofSeconds(5);
  private static final int MOST_WAITING = 1_000;

  /** Pulses that may pass before one event is written. */
  private static final int PATIENCE = 6;

  private final SseEventSink sink;
  private final Sse sse;
  private final Executor executor;
  private final Timers timers;
  private final int node;
  // Guarded by this.
  private final Queue<Sighting> waiting = new ArrayDeque<>();
  private Watches.@Nullable Watch watch;
  private boolean pulse;
  private boolean writing;
  private boolean over;
  private long skipped;
  private int pulsesUnwritten;

  /**
   * @param node the one that writes it
   */
  LiveStream(SseEventSink sink, Sse sse, Executor executor, Timers timers, int node) {
    this.sink = sink;
    this.sse = sse;
    this.executor = executor;
    this.timers = timers;
    this.node = node;
  }

  /** Begins, with a comment that tells that it has begun. */
  void start(Watches.Watch begun) {
    synchronized (this) {
      watch = begun;
      if (over) {
        begun.close();
        return;
      }
    }
    beat();
  }

  @Override
  public void saw(Sighting sighting) {
    synchronized (this) {
      if (over) {
        return;
      }
      if (waiting.size() >= MOST_WAITING) {
        skipped++;
        return;
      }
      waiting.add(sighting);
    }
    write();
  }

  @Override
  public void ended() {
    end();
  }

  private void beat() {
    boolean stuck;
    synchronized (this) {
      if (over) {
        return;
      }
      pulse = true;
      pulsesUnwritten++;
      stuck = pulsesUnwritten > PATIENCE;
    }
    if (stuck) {
      end();
      return;
    }
    write();
    timers.after(PULSE, this::beat);
  }

  /** Has a thread write what waits, unless one does. */
  private void write() {
    synchronized (this) {
      if (writing || over || watch == null) {
        return;
      }
      writing = true;
    }
    goOn();
  }

  private void goOn() {
    try {
      executor.execute(this::writeAll);
    } catch (RejectedExecutionException e) {
      // Servers have only so many threads; one that is stopping has none.
      end();
    }
  }

  private void writeAll() {
    for (OutboundSseEvent next = take(); next != null; next = take()) {
      CompletionStage<?> written;
      try {
        written = sink.send(next);
      } catch (RuntimeException e) {
        failed(e);
        return;
      }
      CompletableFuture<?> result = written.toCompletableFuture();
      if (!result.isDone() || result.isCompletedExceptionally()) {
        written.whenComplete((done, failure) -> written(failure));
        return;
      }
      synchronized (this) {
        pulsesUnwritten = 0;
      }
    }
  }

  private void written(@Nullable Throwable failure) {
    if (failure != null) {
      failed(failure);
      return;
    }
    synchronized (this) {
      pulsesUnwritten = 0;
    }
    goOn();
  }

  private void failed(Throwable failure) {
    LOG.log(DEBUG, "Whoever read along has hung up", failure);
    end();
  }

  private synchronized @Nullable OutboundSseEvent take() {
    if (over) {
      return null;
    }
    Sighting next = waiting.poll();
    if (next != null) {
      return event(next.kind().slug(), json(next));
    }
    if (skipped > 0) {
      JsonObjectBuilder left =
          Documents.object()
              .add("time", Instant.now().toString())
              .add("node", node)
              .add("count", skipped);
      skipped = 0;
      return event(Sighting.Kind.SKIPPED.slug(), left);
    }
    if (pulse) {
      pulse = false;
      return sse.newEventBuilder().comment("here").build();
    }
    writing = false;
    return null;
  }

  private OutboundSseEvent event(String name, JsonObjectBuilder data) {
    return sse.newEventBuilder()
        .name(name)
        .mediaType(MediaType.TEXT_PLAIN_TYPE)
        .data(String.class, data.build().toString())
        .build();
  }

  /** Ends it, whoever wants that; on a thread that may wait, since a last part may be written. */
  private void end() {
    Watches.Watch ended;
    synchronized (this) {
      if (over) {
        return;
      }
      over = true;
      ended = watch;
      waiting.clear();
    }
    if (ended != null) {
      ended.close();
    }
    try {
      executor.execute(this::close);
    } catch (RejectedExecutionException e) {
      close();
    }
  }

  private void close() {
    try {
      sink.close();
    } catch (RuntimeException e) {
      LOG.log(DEBUG, "It was closed already", e);
    }
  }

  private static JsonObjectBuilder json(Sighting seen) {
    JsonObjectBuilder json =
        Documents.object()
            .add("time", Instant.ofEpochMilli(seen.time()).toString())
            .add("node", seen.node());
    if (seen.connection() > 0) {
      json.add("connection", seen.connection());
    }
    add(json, "dialect", seen.dialect());
    add(json, "user", seen.user());
    add(json, "topic", seen.topic());
    add(json, "text", seen.text());
    if (seen.bytes() >= 0) {
      json.add("bytes", seen.bytes());
    }
    add(json, "reason", seen.reason());
    if (seen.count() >= 0) {
      json.add("count", seen.count());
    }
    return json;
  }

  private static void add(JsonObjectBuilder json, String member, @Nullable String text) {
    if (text != null) {
      json.add(member, text);
    }
  }
}
