package io.wsgateway.dialect.gm;

import static java.lang.System.Logger.Level.DEBUG;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.wsgateway.auth.Permissions;
import io.wsgateway.auth.UserVerifier;
import io.wsgateway.auth.Verdict;
import io.wsgateway.config.AppsConfig;
import io.wsgateway.config.GatewayConfig;
import io.wsgateway.core.ClusterAnswer;
import io.wsgateway.core.Connection;
import io.wsgateway.core.Destination;
import io.wsgateway.core.DisconnectReason;
import io.wsgateway.core.Gateway;
import io.wsgateway.core.GatewayException;
import io.wsgateway.core.Payload;
import io.wsgateway.core.PublishOptions;
import java.util.concurrent.CompletionStage;

/**
 * Does what one client of the gm dialect says. Nothing it says costs it its connection: what cannot
 * be done is answered {@code {"type":"not match"}}, and a message to somebody who is not there is
 * lost without a word. The same answer gets who binds, or asks for a count, while it still waits
 * for the answer to the one before. Called by one thread at a time.
 */
final class GmConversation {
  private static final System.Logger LOG = System.getLogger(GmConversation.class.getName());

  private final Gateway gateway;
  private final Connection connection;
  private final GmCodec codec;
  private final UserVerifier verifier;
  private final Permissions permissions;
  private final GmLiveness liveness;
  private final String app;
  private final boolean proofNeeded;
  private final int maxMessageSize;

  // What is asked of others may take a while; a client has one question of each kind at a time.
  private volatile boolean verifying;
  private volatile boolean counting;

  GmConversation(
      Gateway gateway,
      Connection connection,
      GmCodec codec,
      UserVerifier verifier,
      Permissions permissions,
      GatewayConfig config) {
    this.gateway = gateway;
    this.connection = connection;
    this.codec = codec;
    this.verifier = verifier;
    this.permissions = permissions;
    liveness = new GmLiveness(gateway, connection, config.gm());
    app = config.gm().app();
    proofNeeded = config.apps().get(app).auth() != AppsConfig.Auth.OPEN;
    maxMessageSize = config.gm().maxMessageSize();
  }

  /** Greets the client. */
  void start() {
    liveness.start();
  }

  /** A message shows that the client lives, whatever it says. */
  void hear(String text) {
    liveness.heard();
    int size = text.getBytes(UTF_8).length;
    if (!gateway.heard(connection, size)) {
      return;
    }
    if (size > maxMessageSize) {
      gateway.close(connection, DisconnectReason.TOO_LARGE);
      return;
    }
    unlessRefused(() -> obey(codec.parse(text)));
  }

  /** The connection is over, whoever ended it. */
  void end(int code, String reason) {
    gateway.disconnected(connection, code, reason);
  }

  private void obey(GmCommand command) {
    if (command instanceof GmCommand.Ping) {
      gateway.send(connection, GmCodec.PONG);
    } else if (command instanceof GmCommand.NoMatch || (isForBound(command) && !isBound())) {
      gateway.send(connection, GmCodec.NOT_MATCH);
    } else if (command instanceof GmCommand.Bind bind) {
      bind(bind);
    } else if (command instanceof GmCommand.SendToClient one) {
      permissions.requireDirect(connection, app);
      publish(gateway.toUser(app, known(one.user())), one.message());
    } else if (command instanceof GmCommand.SendToSocket one) {
      permissions.requireDirect(connection, app);
      publish(gateway.toConnection(app, one.socket()), one.message());
    } else if (command instanceof GmCommand.SendToAll all) {
      permissions.requireBroadcast(connection, app);
      publish(gateway.toAll(app), Payload.text(broadcast(all.message())));
    } else if (command instanceof GmCommand.JoinGroup join) {
      permissions.require(connection, Permissions.Action.JOIN, app, join.group());
      gateway.join(connection, join.group());
      say("join_group ok");
    } else if (command instanceof GmCommand.LeaveGroup leave) {
      gateway.leave(connection, leave.group());
      say("leave_group ok");
    } else if (command instanceof GmCommand.SendToGroup group) {
      permissions.require(connection, Permissions.Action.PUBLISH, app, group.group());
      publish(gateway.toTopic(app, group.group()), group.message());
    } else if (command instanceof GmCommand.CountGroup group) {
      permissions.require(connection, Permissions.Action.LIST, app, group.group());
      count(group.group());
    }
  }

  /**
   * Whether a command is for clients that have bound. As in the original, everybody may send; but
   * where ids are proved, nobody may who has not. Groups are always of clients.
   */
  private boolean isForBound(GmCommand command) {
    return command instanceof GmCommand.OfGroup
        || (proofNeeded && command instanceof GmCommand.ToOthers);
  }

  private boolean isBound() {
    return connection.user() != null;
  }

  /** The user behind an id. */
  private String known(String id) {
    return proofNeeded ? GmNames.proved(id) : id;
  }

  private void bind(GmCommand.Bind bind) {
    String user = known(bind.user());
    // A name that cannot be is refused before anybody is asked about it.
    gateway.toUser(app, user);
    if (verifying) {
      gateway.send(connection, GmCodec.NOT_MATCH);
      return;
    }
    CompletionStage<Verdict> verdicts =
        verifier.verify(app, user, bind.token(), connection.visitor());
    verifying = true;
    verdicts.thenAccept(
        verdict -> {
          verifying = false;
          unlessRefused(() -> bind(user, verdict));
        });
  }

  private void bind(String user, Verdict verdict) {
    if (verdict.isAccepted()) {
      gateway.bind(connection, app, user, verdict.identity());
      say("bind ok");
      say("your hash_name is:" + connection.id());
    } else {
      gateway.send(connection, GmCodec.NOT_MATCH);
    }
  }

  private void count(String group) {
    if (counting) {
      gateway.send(connection, GmCodec.NOT_MATCH);
      return;
    }
    CompletionStage<ClusterAnswer<Long>> answers = gateway.app(app).countUsersIn(group);
    counting = true;
    answers.whenComplete(
        (answer, failure) -> {
          counting = false;
          if (failure == null) {
            gateway.send(connection, GmCodec.count(group, answer.value()));
          } else {
            LOG.log(DEBUG, connection + " gets no count", failure);
            gateway.send(connection, GmCodec.NOT_MATCH);
          }
        });
  }

  private void publish(Destination destination, Payload message) {
    Destination.OfUser sender = connection.user();
    String from = sender == null ? null : sender.user();
    gateway.publish(destination, message, PublishOptions.NONE.from(from));
  }

  private void say(String text) {
    gateway.send(connection, Payload.text(text));
  }

  private void unlessRefused(Runnable action) {
    try {
      action.run();
    } catch (GatewayException e) {
      LOG.log(DEBUG, connection + " was refused: " + e.getMessage());
      gateway.refuse(connection, e, GmCodec.NOT_MATCH);
    }
  }

  private String broadcast(String message) {
    Destination.OfUser user = connection.user();
    String id = user == null ? "<not bind>" : GmNames.printed(user.user());
    return "socket_id:" + connection.id() + "client_id:" + id + "send to all :" + message;
  }
}
