package io.wsgateway.dialect.vein;

import static java.lang.System.Logger.Level.DEBUG;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.wsgateway.auth.Permissions;
import io.wsgateway.config.AppsConfig;
import io.wsgateway.config.GatewayConfig;
import io.wsgateway.core.Audit;
import io.wsgateway.core.Connection;
import io.wsgateway.core.Destination;
import io.wsgateway.core.DisconnectReason;
import io.wsgateway.core.Gateway;
import io.wsgateway.core.GatewayException;
import io.wsgateway.core.Identity;
import io.wsgateway.core.Refusal;
import io.wsgateway.dialect.PingRule;
import io.wsgateway.dialect.RefreshedToken;
import java.time.Instant;
import java.util.Optional;

/** Does what one client of the vein dialect says. There is no answer, whatever becomes of it. */
final class VeinConversation {
  private static final System.Logger LOG = System.getLogger(VeinConversation.class.getName());

  private final Gateway gateway;
  private final GatewayConfig config;
  private final Permissions permissions;
  private final Audit audit;
  private final Connection connection;
  private final PingRule pings;
  private volatile VeinAccount account;

  VeinConversation(
      Gateway gateway,
      GatewayConfig config,
      Permissions permissions,
      Audit audit,
      Connection connection,
      VeinAccount account) {
    this.gateway = gateway;
    this.config = config;
    this.permissions = permissions;
    this.audit = audit;
    this.connection = connection;
    this.account = account;
    pings =
        new PingRule(
            gateway, connection, config.vein().pingInterval(), config.vein().pongTimeout());
  }

  /** Somebody without a name is nobody's user. */
  void begin() {
    bind();
    pings.start();
  }

  private void bind() {
    Identity identity = inForce(account.identity());
    if (account.name().isEmpty()) {
      gateway.prove(connection, identity);
      return;
    }
    try {
      gateway.bind(connection, account.app(), account.name(), identity);
    } catch (GatewayException e) {
      LOG.log(DEBUG, connection + " was refused: " + e.getMessage());
      DisconnectReason reason = e.close();
      gateway.close(connection, reason == null ? DisconnectReason.NOT_AUTHENTICATED : reason);
    }
  }

  /** The original looks at a token once, and lets its connection outlive it. */
  private Identity inForce(Identity shown) {
    return config.vein().outliveToken() ? shown.withoutEnd() : shown;
  }

  /** A message to a user or to a topic. */
  void hear(String text) {
    int size = text.getBytes(UTF_8).length;
    if (!gateway.heard(connection, size)) {
      return;
    }
    if (size > config.vein().maxMessageSize()) {
      gateway.close(connection, DisconnectReason.TOO_LARGE);
    } else if (text.startsWith(RefreshedToken.PREFIX)) {
      refresh(RefreshedToken.of(text));
    } else {
      VeinMessage.parse(text).ifPresent(this::publish);
    }
  }

  /** Asked for or not, it proves that the client is there. */
  void pong() {
    pings.pong();
  }

  /** The connection is over, whoever ended it. */
  void end(int code, String reason) {
    gateway.disconnected(connection, code, reason);
  }

  /** Whoever shows a bad token keeps what the one before allows, until that expires. */
  private void refresh(String token) {
    AppsConfig.App settings = config.apps().get(account.app());
    Optional<VeinAccount> newer =
        VeinTokens.account(token, account.app(), settings, Instant.now())
            .filter(other -> other.name().equals(account.name()));
    if (newer.isPresent()) {
      account = newer.get();
      bind();
    } else {
      audit.refused(connection, "refresh", Refusal.TOKEN, "a newer token is not good");
    }
  }

  private void publish(VeinMessage message) {
    try {
      Destination destination;
      if (message.event() == VeinMessage.PLAIN || message.event() == VeinMessage.TO_USER) {
        destination = gateway.toUser(account.app(), message.to());
        permissions.requireDirect(connection, account.app());
      } else if (message.event() == VeinMessage.TO_TOPIC) {
        destination = gateway.toTopic(account.app(), message.to());
        permissions.require(connection, Permissions.Action.PUBLISH, account.app(), message.to());
      } else {
        return;
      }
      gateway.publish(
          destination, message.data().payload(), VeinCodec.options(message, account.name()));
    } catch (GatewayException e) {
      LOG.log(DEBUG, connection + " was refused: " + e.getMessage());
    }
  }
}
