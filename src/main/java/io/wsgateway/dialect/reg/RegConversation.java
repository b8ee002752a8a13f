package io.wsgateway.dialect.reg;

import static java.lang.System.Logger.Level.DEBUG;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.wsgateway.auth.Permissions;
import io.wsgateway.auth.UserVerifier;
import io.wsgateway.auth.Verdict;
import io.wsgateway.config.GatewayConfig;
import io.wsgateway.core.Connection;
import io.wsgateway.core.DisconnectReason;
import io.wsgateway.core.ErrorCode;
import io.wsgateway.core.Gateway;
import io.wsgateway.core.GatewayException;
import io.wsgateway.core.Payload;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

/**
 * Does what one client of the reg dialect says, one line after the other. While it is found out who
 * the client is, its further lines wait. Safe for any thread; nothing waits under its lock.
 */
final class RegConversation {
  private static final System.Logger LOG = System.getLogger(RegConversation.class.getName());

  /** What a client may say while it is being verified; it need not wait for the answer. */
  private static final int MAX_WAITING = 100;

  private final Gateway gateway;
  private final GatewayConfig config;
  private final UserVerifier verifier;
  private final Permissions permissions;
  private final RegCodec codec;
  private final Connection connection;
  private final boolean answered;

  private final Queue<Line> waiting = new ArrayDeque<>(0);
  private boolean verifying;
  private int heard;

  /** What a client has said, and in which of its messages. */
  private record Line(int number, String text) {}

  RegConversation(
      Gateway gateway,
      GatewayConfig config,
      UserVerifier verifier,
      Permissions permissions,
      RegCodec codec,
      Connection connection) {
    this.gateway = gateway;
    this.config = config;
    this.verifier = verifier;
    this.permissions = permissions;
    this.codec = codec;
    this.connection = connection;
    answered = connection.dialect() instanceof RegAnswered;
  }

  /** A line of text. */
  synchronized void hear(String text) {
    Line line = new Line(++heard, text);
    int size = text.getBytes(UTF_8).length;
    if (!gateway.heard(connection, size)) {
      return;
    }
    if (size > config.reg().maxMessageSize()) {
      gateway.close(connection, DisconnectReason.TOO_LARGE);
    } else if (!verifying) {
      obey(line);
    } else if (waiting.size() < MAX_WAITING) {
      waiting.add(line);
    } else {
      gateway.close(connection, DisconnectReason.SLOW_APPLICATION);
    }
  }

  /** The connection is over, whoever ended it. */
  void end(int code, String reason) {
    gateway.disconnected(connection, code, reason);
  }

  private void obey(Line line) {
    Optional<RegCommand> command = codec.parse(line.text());
    if (command.isEmpty()) {
      gateway.send(connection, notUnderstood(line.number()));
      return;
    }
    unlessRefused(line.number(), () -> obey(line.number(), command.get()));
  }

  private void obey(int number, RegCommand command) {
    if (command instanceof RegCommand.Register register) {
      register(number, register);
    } else if (command instanceof RegCommand.Join join) {
      permissions.requireSelf(connection, join.app(), join.user());
      permissions.require(connection, Permissions.Action.JOIN, join.app(), join.topic());
      answerLater(number, gateway.join(connection, join.app(), join.user(), join.topic()));
    } else if (command instanceof RegCommand.Leave leave) {
      permissions.requireSelf(connection, leave.app(), leave.user());
      answerLater(number, gateway.leave(connection, leave.app(), leave.user(), leave.topic()));
    }
  }

  private void register(int number, RegCommand.Register register) {
    // A name that cannot be is refused before anybody is asked about it.
    gateway.toUser(register.app(), register.user());
    verifying = true;
    verifier
        .verify(register.app(), register.user(), register.token(), connection.visitor())
        .thenAccept(verdict -> verified(number, register, verdict));
  }

  private synchronized void verified(int number, RegCommand.Register register, Verdict verdict) {
    verifying = false;
    if (verdict.isAccepted()) {
      unlessRefused(
          number,
          () ->
              answerLater(
                  number,
                  gateway.bind(connection, register.app(), register.user(), verdict.identity())));
    } else {
      gateway.send(connection, notProved(number));
    }
    while (!verifying && !waiting.isEmpty()) {
      obey(waiting.remove());
    }
  }

  private void unlessRefused(int number, Runnable action) {
    try {
      action.run();
    } catch (GatewayException e) {
      refuse(number, e);
    }
  }

  /** The original says nothing to what went well. */
  private void answerLater(int number, CompletionStage<Void> outcome) {
    outcome.whenComplete(
        (done, failure) -> {
          if (failure == null) {
            if (answered) {
              gateway.send(connection, RegAnswered.done(number));
            }
            return;
          }
          Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
          if (cause instanceof GatewayException known) {
            refuse(number, known);
          } else {
            LOG.log(DEBUG, connection + " was refused", failure);
            gateway.send(connection, failed(number));
          }
        });
  }

  private void refuse(int number, GatewayException why) {
    LOG.log(DEBUG, connection + " was refused: " + why.getMessage());
    gateway.refuse(
        connection, why, answered ? RegAnswered.refused(number, why) : RegCodec.BAD_FORMAT);
  }

  private Payload notUnderstood(int number) {
    return refusal(
        number, ErrorCode.BAD_REQUEST, "Not understood; expected reg:, in: or out: with its names");
  }

  private Payload notProved(int number) {
    return refusal(
        number, ErrorCode.UNAUTHORIZED, "No proof that this is the user, or none that is good");
  }

  private Payload failed(int number) {
    return refusal(number, ErrorCode.INTERNAL, "It failed; try again");
  }

  private Payload refusal(int number, ErrorCode code, String why) {
    return answered ? RegAnswered.refused(number, code, why) : RegCodec.BAD_FORMAT;
  }
}
