package io.wsgateway.api;

import io.wsgateway.core.GatewayException;
import io.wsgateway.core.Receipt;
import io.wsgateway.http.Problem;
import jakarta.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What becomes of several messages, each by itself. For one thread after the other. */
final class Batch {
  private final List<Entry> entries = new ArrayList<>();

  /** A message, which is published or has a problem. */
  private static final class Entry {
    final @Nullable Outgoing message;
    List<CompletableFuture<Receipt>> receipts = List.of();
    @Nullable JsonObject problem;

    Entry(@Nullable Outgoing message, @Nullable JsonObject problem) {
      this.message = message;
      this.problem = problem;
    }

    void write(StringBuilder text) {
      if (problem == null) {
        text.append("{\"receipts\":");
        Publisher.write(receipts, text);
      } else {
        text.append("{\"problem\":").append(problem);
      }
      text.append('}');
    }
  }

  /** One more message. */
  void add(Outgoing message) {
    entries.add(new Entry(message, null));
  }

  /** One more, which cannot be published. */
  void add(InvalidBody invalid) {
    entries.add(new Entry(null, invalid.document()));
  }

  /** For how many destinations they are together. */
  int destinations() {
    return entries.stream()
        .mapToInt(one -> one.message == null ? 0 : one.message.to().size())
        .sum();
  }

  /** Publishes those that can be, in their order. */
  void publish(Function<Outgoing, List<CompletableFuture<Receipt>>> publisher) {
    for (Entry entry : entries) {
      if (entry.message != null) {
        try {
          entry.receipts = publisher.apply(entry.message);
        } catch (GatewayException e) {
          entry.problem = Problem.of(e.code(), String.valueOf(e.getMessage())).toJsonObject();
        }
      }
    }
  }

  /** All receipts that were given. */
  List<CompletableFuture<Receipt>> receipts() {
    return entries.stream().flatMap(entry -> entry.receipts.stream()).toList();
  }

  /** What is known by now of each, in their order, as a JSON document. */
  String results() {
    StringBuilder text = new StringBuilder("{\"results\":[");
    for (int i = 0; i < entries.size(); i++) {
      if (i > 0) {
        text.append(',');
      }
      entries.get(i).write(text);
    }
    return text.append("]}").toString();
  }
}
