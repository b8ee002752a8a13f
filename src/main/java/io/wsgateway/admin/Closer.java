package io.wsgateway.admin;

import io.wsgateway.core.Audit;
import io.wsgateway.core.ClusterAnswer;
import io.wsgateway.core.Gateway;
import io.wsgateway.core.GatewayException;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Closes connections for JMX, whose callers wait for what becomes of it. Safe for any thread. */
final class Closer {
  private static final int BY_AN_OPERATOR = 1008;
  private static final String TEXT = "closed by an operator";
  private static final long PATIENCE_SECONDS = 15;

  private final Gateway gateway;
  private final Audit audit;

  Closer(Gateway gateway, Audit audit) {
    this.gateway = gateway;
    this.audit = audit;
  }

  String connection(String app, long connection) {
    ClusterAnswer<Boolean> answer =
        await(() -> gateway.app(app).close(connection, BY_AN_OPERATOR, TEXT));
    audit.changed("close", "app", app, "connection", connection, "by", Access.BY);
    return (answer.value() ? "closed" : "not connected") + missing(answer.missing());
  }

  String user(String app, String user, String reason) {
    String text = reason.isEmpty() ? TEXT : reason;
    ClusterAnswer<Long> answer =
        await(() -> gateway.app(app).closeUser(user, BY_AN_OPERATOR, text));
    audit.changed("close", "app", app, "user", user, "by", Access.BY);
    return "closed " + answer.value() + missing(answer.missing());
  }

  private static String missing(Set<Integer> nodes) {
    return nodes.isEmpty() ? "" : "; no answer from the nodes " + nodes;
  }

  /** Consoles do not have our own exceptions, so they could not show them. */
  private static <T> T await(Supplier<CompletionStage<T>> work) {
    try {
      return work.get().toCompletableFuture().orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
    } catch (CompletionException e) {
      Throwable cause = e.getCause();
      throw new IllegalArgumentException(
          cause instanceof GatewayException ? cause.getMessage() : String.valueOf(cause));
    } catch (GatewayException e) {
      throw new IllegalArgumentException(e.getMessage());
    }
  }
}
