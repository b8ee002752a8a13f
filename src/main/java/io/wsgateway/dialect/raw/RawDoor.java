package io.wsgateway.dialect.raw;

import static java.lang.System.Logger.Level.DEBUG;

import io.wsgateway.auth.UserVerifier;
import io.wsgateway.auth.Verdict;
import io.wsgateway.config.AppsConfig;
import io.wsgateway.config.RawConfig;
import io.wsgateway.core.Connection;
import io.wsgateway.core.Destination;
import io.wsgateway.core.DisconnectReason;
import io.wsgateway.core.Gateway;
import io.wsgateway.core.GatewayException;
import io.wsgateway.core.Payload;
import io.wsgateway.dialect.RefreshedToken;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Where an app wants to know who its users are, lets a client through to the {@link
 * RawConversation} when it has proved it in its handshake, and takes newer proofs. The protocol has
 * no messages of its own, so that a client that proves nothing is closed. Safe for any thread;
 * nothing waits.
 */
final class RawDoor {
  private static final System.Logger LOG = System.getLogger(RawDoor.class.getName());

  /** What a client may say while it is being verified; it need not wait for the answer. */
  private static final int MAX_WAITING = 100;

  /** A token may be longer than the application's messages. */
  private static final int MAX_TOKEN = 16 << 10;

  private final Gateway gateway;
  private final UserVerifier verifier;
  private final Connection connection;
  private final RawConversation conversation;
  private final String app;
  private final boolean proofNeeded;
  private final int maxMessageSize;

  private final Queue<Payload> waiting = new ArrayDeque<>(0);
  private volatile boolean open;
  private volatile boolean shut;
  private final AtomicBoolean refreshing = new AtomicBoolean();

  /** Of a connection that was just taken in. */
  RawDoor(
      Gateway gateway,
      UserVerifier verifier,
      Connection connection,
      RawConversation conversation,
      RawConfig config,
      AppsConfig.App settings) {
    this.gateway = gateway;
    this.verifier = verifier;
    this.connection = connection;
    this.conversation = conversation;
    this.app = config.app();
    this.maxMessageSize = config.maxMessageSize();
    this.proofNeeded = settings.auth() != AppsConfig.Auth.OPEN;
  }

  /**
   * Finds out who the client is.
   *
   * @param user who it claims to be, empty for whoever its proof says
   */
  void knock(String user) {
    if (proofNeeded) {
      verify(user, "").thenAccept(this::verified);
    } else {
      open = true;
      conversation.begin();
    }
  }

  private CompletionStage<Verdict> verify(String user, String token) {
    return verifier.verify(app, user, token, connection.visitor());
  }

  private synchronized void verified(Verdict verdict) {
    if (!verdict.isAccepted()) {
      shut(DisconnectReason.NOT_AUTHENTICATED);
    } else if (bind(verdict)) {
      conversation.begin();
      waiting.forEach(conversation::hear);
      waiting.clear();
      open = true;
    }
  }

  private boolean bind(Verdict verdict) {
    try {
      gateway.bind(connection, app, verdict.user(), verdict.identity());
      return true;
    } catch (GatewayException e) {
      LOG.log(DEBUG, connection + " was refused: " + e.getMessage());
      DisconnectReason reason = e.close();
      shut(reason == null ? DisconnectReason.NOT_AUTHENTICATED : reason);
      return false;
    }
  }

  private synchronized void shut(DisconnectReason reason) {
    shut = true;
    waiting.clear();
    gateway.close(connection, reason);
  }

  /** The client has said something. Nothing counts that comes after what was too large. */
  void hear(Payload message) {
    if (shut || !gateway.heard(connection, message.size())) {
      return;
    }
    boolean refresh =
        proofNeeded
            && !message.isBinary()
            && message.size() <= MAX_TOKEN
            && message.text().startsWith(RefreshedToken.PREFIX);
    if (message.size() > maxMessageSize && !refresh) {
      shut(DisconnectReason.TOO_LARGE);
    } else if (!open) {
      keep(message);
    } else if (refresh) {
      refresh(RefreshedToken.of(message.text()));
    } else {
      conversation.hear(message);
    }
  }

  private synchronized void keep(Payload message) {
    if (open) {
      conversation.hear(message);
    } else if (!shut && waiting.size() < MAX_WAITING) {
      waiting.add(message);
    } else if (!shut) {
      shut(DisconnectReason.SLOW_APPLICATION);
    }
  }

  /**
   * Whoever shows a bad token keeps what the one before allows, until that expires. While one is
   * being looked at, others are not.
   */
  private void refresh(String token) {
    Destination.OfUser user = connection.user();
    if (user != null && refreshing.compareAndSet(false, true)) {
      verify(user.user(), token)
          .thenAccept(
              verdict -> {
                refreshing.set(false);
                if (verdict.isAccepted()) {
                  bind(verdict);
                }
              });
    }
  }
}
