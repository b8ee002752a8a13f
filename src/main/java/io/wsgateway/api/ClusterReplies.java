package io.wsgateway.api;

import io.wsgateway.core.ClusterAnswer;
import io.wsgateway.core.ErrorCode;
import io.wsgateway.core.GatewayException;
import io.wsgateway.core.Slice;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObjectBuilder;
import jakarta.ws.rs.core.Response;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;

/** What the nodes of the cluster say together, as documents. */
final class ClusterReplies {
  private static final String NO_CONNECTION = "There is no such connection in this app";

  private ClusterReplies() {}

  /** 200 with a document, and the nodes that are missing from it. */
  static Response ok(JsonObjectBuilder document, Set<Integer> missing) {
    JsonArrayBuilder nodes = Documents.array();
    missing.stream().sorted().forEach(nodes::add);
    return Replies.ok(document.add("missing", nodes).build());
  }

  /** 200 with a page of a list. */
  static <T> Response page(ClusterAnswer<Slice<T>> answer, BiConsumer<JsonArrayBuilder, T> writer) {
    JsonArrayBuilder items = Documents.array();
    answer.value().items().forEach(item -> writer.accept(items, item));
    JsonObjectBuilder page = Documents.object().add("items", items);
    String next = answer.value().next();
    if (next != null) {
      page.add("next", next);
    }
    return ok(page, answer.missing());
  }

  /** 204 if a connection was there, and a problem if it was not. */
  static Response done(ClusterAnswer<Boolean> found) {
    return done(found, NO_CONNECTION);
  }

  /** 204 if something was there, and a problem if it was not. */
  static Response done(ClusterAnswer<Boolean> found, String otherwise) {
    required(found, otherwise);
    return Replies.noContent();
  }

  /** What is known about a connection, which must be there. */
  static <T> T known(ClusterAnswer<Boolean> found, ClusterAnswer<T> answer) {
    required(found, NO_CONNECTION);
    required(answer.map(known -> true), NO_CONNECTION);
    return answer.value();
  }

  private static void required(ClusterAnswer<Boolean> found, String otherwise) {
    if (!found.missing().isEmpty()) {
      throw new GatewayException(
          ErrorCode.NO_ANSWER,
          "Node "
              + found.missing().iterator().next()
              + " has the connection and did not answer in time; try again");
    }
    if (!found.value()) {
      throw new GatewayException(ErrorCode.NOT_FOUND, otherwise);
    }
  }

  /** Two answers as one. */
  static <A, B, R> CompletionStage<ClusterAnswer<R>> both(
      CompletionStage<ClusterAnswer<A>> one,
      CompletionStage<ClusterAnswer<B>> other,
      BiFunction<A, B, R> together) {
    return one.thenCombine(
        other,
        (a, b) -> {
          Set<Integer> missing = new HashSet<>(a.missing());
          missing.addAll(b.missing());
          return new ClusterAnswer<>(together.apply(a.value(), b.value()), missing);
        });
  }
}
