package io.wsgateway.dialect.reg;

import static java.lang.System.Logger.Level.DEBUG;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.wsgateway.auth.Permissions;
import io.wsgateway.auth.UserVerifier;
import io.wsgateway.auth.Verdict;
import io.wsgateway.config.GatewayConfig;
import io.wsgateway.core.Connection;
import io.wsgateway.core.DisconnectReason;
import io.wsgateway.core.Gateway;
import io.wsgateway.core.GatewayException;
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

  private final Queue<String> waiting = new ArrayDeque<>(0);
  private boolean verifying;

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
  }

  /** A line of text. */
  synchronized void hear(String line) {
    int size = line.getBytes(UTF_8).length;
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

  private void obey(String line) {
    Optional<RegCommand> command = codec.parse(line);
    if (command.isEmpty()) {
      gateway.send(connection, RegCodec.BAD_FORMAT);
      return;
    }
    unlessRefused(() -> obey(command.get()));
  }

  private void obey(RegCommand command) {
    if (command instanceof RegCommand.Register register) {
      register(register);
    } else if (command instanceof RegCommand.Join join) {
      permissions.requireSelf(connection, join.app(), join.user());
      permissions.require(connection, Permissions.Action.JOIN, join.app(), join.topic());
      refusedLater(gateway.join(connection, join.app(), join.user(), join.topic()));
    } else if (command instanceof RegCommand.Leave leave) {
      permissions.requireSelf(connection, leave.app(), leave.user());
      refusedLater(gateway.leave(connection, leave.app(), leave.user(), leave.topic()));
    }
  }

  private void register(RegCommand.Register register) {
    // A name that cannot be is refused before anybody is asked about it.
    gateway.toUser(register.app(), register.user());
    verifying = true;
    verifier
        .verify(register.app(), register.user(), register.token(), connection.visitor())
        .thenAccept(verdict -> verified(register, verdict));
  }

  private synchronized void verified(RegCommand.Register register, Verdict verdict) {
    verifying = false;
    if (verdict.isAccepted()) {
      unlessRefused(
          () -> gateway.bind(connection, register.app(), register.user(), verdict.identity()));
    } else {
      gateway.send(connection, RegCodec.BAD_FORMAT);
    }
    while (!verifying && !waiting.isEmpty()) {
      obey(waiting.remove());
    }
  }

  private void unlessRefused(Runnable action) {
    try {
      action.run();
    } catch (GatewayException e) {
      LOG.log(DEBUG, connection + " was refused: " + e.getMessage());
      gateway.refuse(connection, e, RegCodec.BAD_FORMAT);
    }
  }

  private void refusedLater(CompletionStage<Void> outcome) {
    outcome.whenComplete(
        (done, failure) -> {
          if (failure != null) {
            LOG.log(DEBUG, connection + " was refused", failure);
            Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
            if (cause instanceof GatewayException known) {
              gateway.refuse(connection, known, RegCodec.BAD_FORMAT);
            } else {
              gateway.send(connection, RegCodec.BAD_FORMAT);
            }
          }
        });
  }
}
