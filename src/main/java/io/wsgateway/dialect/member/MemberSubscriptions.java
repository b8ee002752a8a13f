package io.wsgateway.dialect.member;

import static java.lang.System.Logger.Level.DEBUG;

import io.wsgateway.auth.Permissions;
import io.wsgateway.config.GatewayConfig;
import io.wsgateway.core.Connection;
import io.wsgateway.core.Destination;
import io.wsgateway.core.ErrorCode;
import io.wsgateway.core.Gateway;
import io.wsgateway.core.GatewayException;
import io.wsgateway.core.Publication;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What one client has subscribed. Of a public topic its connection becomes a member; a private one
 * only decides whether it is shown what is for its user. Used under the lock of its {@link
 * MemberConversation}, but for what decides what is shown, which is the lane's.
 */
final class MemberSubscriptions {
  private static final System.Logger LOG = System.getLogger(MemberSubscriptions.class.getName());

  private final Gateway gateway;
  private final GatewayConfig config;
  private final Permissions permissions;
  private final MemberStatistics statistics;
  private final Connection connection;

  // By topic, the user in whose name it was subscribed; nothing for a public one.
  private final Map<String, Optional<String>> subscribed = new HashMap<>(4);
  private volatile Set<String> shown = Set.of();

  MemberSubscriptions(
      Gateway gateway,
      GatewayConfig config,
      Permissions permissions,
      MemberStatistics statistics,
      Connection connection) {
    this.gateway = gateway;
    this.config = config;
    this.permissions = permissions;
    this.statistics = statistics;
    this.connection = connection;
  }

  /** Whether the client has asked to see a publication to its user. Any thread. */
  boolean shows(Publication publication) {
    return shown.contains(
        publication.attributes().getOrDefault(MemberCodec.MEMBER_APP, MemberCodec.IM));
  }

  /** The topic that a message asks for, if that is one that can be. */
  Optional<String> wish(String message) {
    return MemberCodec.subscription(message).filter(this::isName);
  }

  private boolean isName(String topic) {
    try {
      gateway.toTopic(config.member().app(), topic);
      return true;
    } catch (GatewayException e) {
      refused(e);
      return false;
    }
  }

  /** Answers a wish and fulfils it, if it may be. */
  void subscribe(Optional<String> wish) {
    if (wish.isEmpty()) {
      gateway.send(connection, MemberAnswers.BAD_SUBSCRIBE);
    } else if (config.member().privateTopics().contains(wish.get())) {
      subscribePrivate(wish.get());
    } else {
      subscribePublic(wish.get());
    }
  }

  private void subscribePrivate(String topic) {
    Destination.OfUser user = connection.user();
    if (user == null) {
      gateway.send(connection, MemberAnswers.forbidden(topic));
      return;
    }
    gateway.send(connection, MemberAnswers.subscribed(topic), () -> show(topic));
    if (subscribed.putIfAbsent(topic, Optional.of(user.user())) == null) {
      statistics.joined(topic, user.user());
    }
  }

  /**
   * One answer, and before the connection joins: a message of the topic that overtook it would be
   * taken for the answer.
   */
  private void subscribePublic(String topic) {
    try {
      permissions.require(connection, Permissions.Action.JOIN, config.member().app(), topic);
    } catch (GatewayException e) {
      refused(e);
      gateway.refuse(connection, e, MemberAnswers.forbidden(topic));
      return;
    }
    boolean again = subscribed.containsKey(topic);
    if (!again && subscribed.size() >= config.membership().maxTopicsPerUser()) {
      gateway.refuse(
          connection,
          new GatewayException(ErrorCode.LIMIT, "The client is in as many topics as it may be"),
          MemberAnswers.BAD_SUBSCRIBE);
      return;
    }
    gateway.send(
        connection,
        MemberAnswers.subscribed(topic),
        () -> {
          if (topic.equals(MemberCodec.IM)) {
            show(topic);
          }
        });
    try {
      gateway.join(connection, topic);
    } catch (GatewayException e) {
      // Its application has it in so many topics that there is no room for those it asks for. The
      // client cannot tell a second answer from that to its next wish, so it gets none.
      LOG.log(DEBUG, connection + " was told that it hears of a topic, but: " + e.getMessage());
      return;
    }
    if (!again) {
      subscribed.put(topic, Optional.empty());
      statistics.joined(topic);
    }
  }

  /** The connection is over. */
  void forget() {
    subscribed.forEach(
        (topic, user) ->
            user.ifPresentOrElse(
                name -> statistics.left(topic, name), () -> statistics.left(topic)));
    subscribed.clear();
  }

  /** On the connection's lane: what was published before the answer is not shown. */
  private void show(String topic) {
    Set<String> more = new HashSet<>(shown);
    more.add(topic);
    shown = Set.copyOf(more);
  }

  private void refused(GatewayException e) {
    LOG.log(DEBUG, connection + " was refused: " + e.getMessage());
  }
}
