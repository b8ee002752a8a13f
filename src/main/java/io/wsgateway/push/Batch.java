package io.wsgateway.push;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.IntFunction;

/**
 * Many messages as requests that a gateway takes: none with more than 1,000 messages, 10,000
 * destinations or, unless a single message has them, 4 MiB. They go out one after the other, so
 * that the messages keep their order.
 *
 * <p>For one sending; its steps follow each other.
 */
final class Batch {
  private static final int MAX_MESSAGES = 1_000;
  private static final int MAX_DESTINATIONS = 10_000;
  private static final int MAX_BYTES = 4 << 20;
  private static final byte[] START = "{\"messages\":[".getBytes(UTF_8);
  private static final byte[] END = "]}".getBytes(UTF_8);

  private final List<Part> parts = new ArrayList<>();
  private final List<BatchResult> results = new ArrayList<>();

  /**
   * A request.
   *
   * @param body as it is sent
   * @param size how many messages it has
   */
  @SuppressWarnings("ArrayRecordComponent") // Nobody compares or changes it.
  record Part(byte[] body, int size) {}

  /**
   * Splits messages.
   *
   * @throws IllegalArgumentException if one has a key of its own
   */
  Batch(List<Message> messages) {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    int size = 0;
    int destinations = 0;
    for (Message message : messages) {
      if (message.key() != null) {
        throw new IllegalArgumentException(
            "A message of a batch has a key of its own; the batch has one for all");
      }
      byte[] json = JsonWriter.bytes(message.json());
      boolean full =
          size == MAX_MESSAGES
              || destinations + message.target().size() > MAX_DESTINATIONS
              || body.size() + json.length > MAX_BYTES;
      if (full && size > 0) {
        add(body, size);
        body.reset();
        size = 0;
        destinations = 0;
      }
      body.writeBytes(size == 0 ? START : new byte[] {','});
      body.writeBytes(json);
      size++;
      destinations += message.target().size();
    }
    if (size > 0) {
      add(body, size);
    }
  }

  private void add(ByteArrayOutputStream body, int size) {
    body.writeBytes(END);
    parts.add(new Part(body.toByteArray(), size));
  }

  List<Part> parts() {
    return parts;
  }

  /**
   * Sends one part after the other. When one fails, its messages have its problem, and those after
   * it are not sent; if it is the first one, all of it fails.
   *
   * @param sender sends the part at this place
   */
  CompletableFuture<List<BatchResult>> send(
      IntFunction<CompletableFuture<List<BatchResult>>> sender) {
    return send(0, sender);
  }

  private CompletableFuture<List<BatchResult>> send(
      int at, IntFunction<CompletableFuture<List<BatchResult>>> sender) {
    if (at == parts.size()) {
      return CompletableFuture.completedFuture(Collections.unmodifiableList(results));
    }
    return sender
        .apply(at)
        .thenCompose(
            part -> {
              results.addAll(part);
              return send(at + 1, sender);
            })
        .exceptionally(failure -> broken(at, failure));
  }

  private List<BatchResult> broken(int at, Throwable failure) {
    Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
    if (at == 0 || !(cause instanceof PushException known)) {
      throw failure instanceof CompletionException wrapped
          ? wrapped
          : new CompletionException(failure);
    }
    add(parts.get(at).size(), known.problem());
    Problem unsent =
        Problem.own("not-sent", "Messages before it could not be sent: " + known.detail());
    parts.subList(at + 1, parts.size()).forEach(part -> add(part.size(), unsent));
    return Collections.unmodifiableList(results);
  }

  private void add(int count, Problem problem) {
    results.addAll(Collections.nCopies(count, BatchResult.of(problem)));
  }
}
