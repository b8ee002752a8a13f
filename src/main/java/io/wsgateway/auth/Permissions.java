package io.wsgateway.auth;

import io.wsgateway.config.AppRules;
import io.wsgateway.config.AppsConfig;
import io.wsgateway.config.GatewayConfig;
import io.wsgateway.core.Audit;
import io.wsgateway.core.Connection;
import io.wsgateway.core.Destination;
import io.wsgateway.core.ErrorCode;
import io.wsgateway.core.GatewayException;
import io.wsgateway.core.Identity;
import io.wsgateway.core.OnlyOne;
import io.wsgateway.core.Refusal;
import jakarta.inject.Inject;
import java.util.List;

/**
 * What clients may do, by the rules of their app ({@link AppRules}) and by what their token says:
 * its claims {@code join}, {@code publish} and {@code list} are lists of patterns of topics that it
 * allows besides. Back ends and application code are not asked. A refusal is counted and audited.
 *
 * <p>Safe for any thread; nothing waits.
 */
@OnlyOne
public class Permissions {
  private final GatewayConfig config;
  private final Audit audit;

  /** What can be done with a topic. */
  public enum Action {
    /** Becoming a member. */
    JOIN("join"),
    /** Sending to its members. */
    PUBLISH("publish"),
    /** Asking about its members. */
    LIST("list");

    private final String claim;

    Action(String claim) {
      this.claim = claim;
    }

    private List<AppRules.Entry> of(AppRules rules) {
      return switch (this) {
        case JOIN -> rules.join();
        case PUBLISH -> rules.publish();
        case LIST -> rules.list();
      };
    }
  }

  /** Those that are configured. */
  @Inject
  public Permissions(GatewayConfig config, Audit audit) {
    this.config = config;
    this.audit = audit;
  }

  /**
   * Asks to act as a user. The original of the reg dialect lets anybody name anybody; where users
   * prove who they are, they may only name themselves.
   *
   * @throws GatewayException {@link ErrorCode#FORBIDDEN}
   */
  public void requireSelf(Connection connection, String app, String user) {
    boolean self = new Destination.OfUser(app, user).equals(connection.user());
    if (!self && config.apps().get(app).auth() != AppsConfig.Auth.OPEN) {
      audit.refused(connection, "act", Refusal.WRONG_USER, "as " + user, "in", app, "as", user);
      throw new GatewayException(ErrorCode.FORBIDDEN, "This client is not " + user + " of " + app)
          .as(Refusal.WRONG_USER);
    }
  }

  /**
   * Asks for something with a topic.
   *
   * @throws GatewayException {@link ErrorCode#FORBIDDEN}
   */
  public void require(Connection connection, Action action, String app, String topic) {
    AppRules rules = config.apps().get(app).rules();
    List<AppRules.Entry> entries = action.of(rules);
    if (entries.isEmpty() && (isOpen(app) || isUser(connection, app))) {
      return;
    }
    if (isUser(connection, app)) {
      for (String pattern : connection.identity().claim(action.claim)) {
        if (names(pattern, topic, "")) {
          return;
        }
      }
    }
    Destination.OfUser user = connection.user();
    String name = user == null || !user.app().equals(app) ? "" : user.user();
    for (AppRules.Entry entry : entries) {
      if (names(entry.pattern(), topic, name)) {
        if (isFor(entry.who(), connection, app, topic)) {
          return;
        }
        break;
      }
    }
    throw refuse(connection, action.claim, "topic", topic);
  }

  /**
   * Asks to send to a user or to one connection.
   *
   * @throws GatewayException {@link ErrorCode#FORBIDDEN}
   */
  public void requireDirect(Connection connection, String app) {
    require(connection, app, config.apps().get(app).rules().direct(), "direct");
  }

  /**
   * Asks to send to all.
   *
   * @throws GatewayException {@link ErrorCode#FORBIDDEN}
   */
  public void requireBroadcast(Connection connection, String app) {
    require(connection, app, config.apps().get(app).rules().broadcast(), "broadcast");
  }

  private void require(Connection connection, String app, AppRules.Who who, String what) {
    if (!isFor(who, connection, app, "")) {
      throw refuse(connection, what);
    }
  }

  private GatewayException refuse(Connection connection, String what, Object... details) {
    String text = "The rules of the app do not let this client " + what;
    audit.refused(connection, what, Refusal.FORBIDDEN, text, details);
    return new GatewayException(ErrorCode.FORBIDDEN, text).as(Refusal.FORBIDDEN);
  }

  /** What a proof allows, it allows in its own app. */
  private boolean isFor(AppRules.Who who, Connection connection, String app, String topic) {
    boolean own = isUser(connection, app);
    Identity identity = own ? connection.identity() : Identity.CLAIMED;
    return switch (who.kind()) {
      case ANYBODY -> true;
      case NOBODY -> false;
      case USERS -> own;
      case ROLE -> identity.roles().contains(who.name());
      case CLAIM ->
          identity.claim(who.name()).stream().anyMatch(pattern -> names(pattern, topic, ""));
    };
  }

  private boolean isOpen(String app) {
    return config.apps().get(app).auth() == AppsConfig.Auth.OPEN;
  }

  private static boolean isUser(Connection connection, String app) {
    Destination.OfUser user = connection.user();
    return user != null && user.app().equals(app);
  }

  private static boolean names(String pattern, String topic, String user) {
    return new NamePattern(pattern).matches(topic, user);
  }
}
