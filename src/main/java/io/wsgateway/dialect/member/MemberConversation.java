package io.wsgateway.dialect.member;

import static java.lang.System.Logger.Level.DEBUG;
import static java.lang.System.Logger.Level.WARNING;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.wsgateway.auth.Permissions;
import io.wsgateway.auth.UserVerifier;
import io.wsgateway.auth.Verdict;
import io.wsgateway.config.AppsConfig;
import io.wsgateway.config.GatewayConfig;
import io.wsgateway.core.Connection;
import io.wsgateway.core.Destination;
import io.wsgateway.core.DisconnectReason;
import io.wsgateway.core.Gateway;
import io.wsgateway.core.GatewayException;
import io.wsgateway.core.Payload;
import io.wsgateway.core.Publication;
import io.wsgateway.core.Refusal;
import io.wsgateway.core.SparingLog;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;

/**
 * What one client has said so far: nothing, then who it is, then what it subscribes. Safe for any
 * thread; while the lock is held nothing waits, for messages are only put into queues.
 */
final class MemberConversation {
  private static final System.Logger LOG = System.getLogger(MemberConversation.class.getName());
  private static final SparingLog SPARING = SparingLog.of(MemberConversation.class);

  /** Refused where anybody else is believed, as by the original, which knows no real members. */
  private static final long NOBODY = 12345;

  /** What a client may say while it is being verified; it need not wait for the answer. */
  private static final int MAX_WAITING = 100;

  private enum Phase {
    SILENT,
    BEING_VERIFIED,
    GREETED,
    OVER
  }

  private final Gateway gateway;
  private final GatewayConfig config;
  private final UserVerifier verifier;
  private final Connection connection;
  private final MemberSubscriptions subscriptions;
  private final String app;

  private final Queue<Optional<String>> waiting = new ArrayDeque<>(0);
  private Phase phase = Phase.SILENT;

  /** Whether the greeting is on its way: what was published before it is not shown. */
  private volatile boolean greeted;

  MemberConversation(
      Gateway gateway,
      GatewayConfig config,
      UserVerifier verifier,
      Permissions permissions,
      MemberStatistics statistics,
      Connection connection) {
    this.gateway = gateway;
    this.config = config;
    this.verifier = verifier;
    this.connection = connection;
    this.subscriptions =
        new MemberSubscriptions(gateway, config, permissions, statistics, connection);
    this.app = config.member().app();
  }

  /** The connection has just been opened. */
  void begin() {
    connection.attach(this);
    connection.whenGone(this::forget);
    gateway.timers().after(config.member().authTimeout(), this::timeIsUp);
  }

  /**
   * Whether the client is shown a publication. What is for its user it only sees after it has
   * subscribed the private topic, and before its first answer it sees nothing but what is for this
   * connection alone.
   */
  boolean admits(Publication publication) {
    Destination destination = publication.destination();
    if (destination instanceof Destination.OfUser) {
      return subscriptions.shows(publication);
    }
    return destination instanceof Destination.OfConnection || greeted;
  }

  /** A message of the client; one that is too large ends the connection. */
  synchronized void hear(String message) {
    int size = message.getBytes(UTF_8).length;
    if (!gateway.heard(connection, size)) {
      return;
    }
    if (size > config.member().maxMessageSize()) {
      close(DisconnectReason.TOO_LARGE);
      return;
    }
    switch (phase) {
      case SILENT ->
          MemberCodec.login(message).ifPresentOrElse(this::verify, this::endWithoutLogin);
      case BEING_VERIFIED -> {
        if (waiting.size() < MAX_WAITING) {
          waiting.add(subscriptions.wish(message));
        } else {
          close(DisconnectReason.SLOW_APPLICATION);
        }
      }
      case GREETED -> {
        Optional<MemberCodec.Login> newer = newerToken(message);
        if (newer.isPresent()) {
          refresh(newer.get());
        } else {
          subscriptions.subscribe(subscriptions.wish(message));
        }
      }
      case OVER -> {
        // Said before it could hear of the end.
      }
    }
  }

  /** Whoever has spoken in time gets the time that the answer about it may take. */
  private synchronized void timeIsUp() {
    if (phase == Phase.SILENT) {
      gateway.tooLate(connection);
      endWithoutLogin();
    } else if (phase == Phase.BEING_VERIFIED) {
      gateway.timers().after(config.auth().httpTimeout(), this::verificationHangs);
    }
  }

  private synchronized void verificationHangs() {
    if (phase == Phase.BEING_VERIFIED) {
      gateway.tooLate(connection);
      SPARING.log(
          WARNING, connection + " is closed: nobody says whether its user is who it claims");
      gateway.send(connection, MemberAnswers.UNAUTHORIZED);
      close(DisconnectReason.NOT_AUTHENTICATED);
    }
  }

  private void endWithoutLogin() {
    gateway.send(connection, MemberAnswers.MISSING_AUTH);
    close(DisconnectReason.NOT_AUTHENTICATED);
  }

  private void close(DisconnectReason reason) {
    phase = Phase.OVER;
    waiting.clear();
    gateway.close(connection, reason);
  }

  private void verify(MemberCodec.Login login) {
    if (login.member() < 0) {
      greet(MemberAnswers.HELLO_STRANGER);
      return;
    }
    phase = Phase.BEING_VERIFIED;
    String user = Long.toString(login.member());
    boolean open = config.apps().get(app).auth() == AppsConfig.Auth.OPEN;
    if ((open && login.member() == NOBODY) || !isName(user)) {
      verified(user, Verdict.refused(Refusal.TOKEN));
    } else {
      verifier
          .verify(app, user, login.token(), connection.visitor())
          .thenAccept(verdict -> verified(user, verdict));
    }
  }

  /**
   * Where members prove who they are, one may do so again before its token expires. To the original
   * that is a bad wish for a topic, and here too where nobody has to.
   */
  private Optional<MemberCodec.Login> newerToken(String message) {
    Destination.OfUser user = connection.user();
    boolean needed = config.apps().get(app).auth() != AppsConfig.Auth.OPEN;
    return user == null || !needed
        ? Optional.empty()
        : MemberCodec.login(message)
            .filter(login -> user.user().equals(Long.toString(login.member())));
  }

  private void refresh(MemberCodec.Login login) {
    String user = Long.toString(login.member());
    phase = Phase.BEING_VERIFIED;
    verifier
        .verify(app, user, login.token(), connection.visitor())
        .thenAccept(verdict -> refreshed(user, verdict));
  }

  /** Whoever shows a bad token keeps what the one before allows, until that expires. */
  private synchronized void refreshed(String user, Verdict verdict) {
    if (phase != Phase.BEING_VERIFIED) {
      return;
    }
    phase = Phase.GREETED;
    if (verdict.isAccepted()) {
      gateway.send(connection, MemberAnswers.hello(user));
      bind(user, verdict);
    } else {
      gateway.send(connection, MemberAnswers.UNAUTHORIZED);
    }
    waiting.forEach(subscriptions::subscribe);
    waiting.clear();
  }

  private void bind(String user, Verdict verdict) {
    try {
      gateway.bind(connection, app, user, verdict.identity());
    } catch (GatewayException e) {
      LOG.log(DEBUG, connection + " was refused: " + e.getMessage());
      gateway.refuse(connection, e, MemberAnswers.UNAUTHORIZED);
    }
  }

  private boolean isName(String user) {
    try {
      gateway.toUser(app, user);
      return true;
    } catch (GatewayException e) {
      LOG.log(DEBUG, connection + " was refused: " + e.getMessage());
      return false;
    }
  }

  /** A refused member goes on as nobody in particular. */
  private synchronized void verified(String user, Verdict verdict) {
    if (phase != Phase.BEING_VERIFIED) {
      return;
    }
    if (verdict.isAccepted()) {
      // The answer first: the user may be in topics, whose messages come as soon as it is bound.
      greet(MemberAnswers.hello(user));
      bind(user, verdict);
    } else {
      greet(MemberAnswers.UNAUTHORIZED);
    }
    waiting.forEach(subscriptions::subscribe);
    waiting.clear();
  }

  private void greet(Payload answer) {
    gateway.send(connection, answer, () -> greeted = true);
    phase = Phase.GREETED;
  }

  /** The container has closed the socket; see {@link Gateway#disconnected}. */
  void end(int code, String reason) {
    gateway.disconnected(connection, code, reason);
  }

  private synchronized void forget() {
    phase = Phase.OVER;
    waiting.clear();
    subscriptions.forget();
  }
}
