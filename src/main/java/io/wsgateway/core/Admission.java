package io.wsgateway.core;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Asks all {@link AccessRule rules}; whoever breaks one is counted and audited. Safe for any
 * thread.
 */
final class Admission {
  private final Iterable<AccessRule> rules;
  private final Audit audit;

  Admission(Iterable<AccessRule> rules, Audit audit) {
    this.rules = rules;
    this.audit = audit;
  }

  /**
   * A connection has come.
   *
   * @throws GatewayException if it may not stay; nobody needs to be told that it is gone
   */
  void admit(Connection connection) {
    List<AccessRule> admitted = new ArrayList<>();
    try {
      for (AccessRule rule : rules) {
        rule.admit(connection);
        admitted.add(rule);
      }
    } catch (GatewayException e) {
      admitted.forEach(rule -> rule.gone(connection));
      audit("connect", connection, null, e);
      throw e;
    }
  }

  /**
   * A connection is to be a user's.
   *
   * @throws GatewayException if it may not; the dialect answers, and {@link Gateway#refuse} closes
   *     it if the rule says so
   */
  void bind(Connection connection, Destination.OfUser user, Identity identity) {
    List<AccessRule> passed = new ArrayList<>();
    try {
      for (AccessRule rule : rules) {
        rule.bind(connection, user, identity);
        passed.add(rule);
      }
    } catch (GatewayException e) {
      if (!user.equals(connection.user())) {
        passed.forEach(rule -> rule.unbind(connection, user));
      }
      audit("bind", connection, user, e, "as", user.user());
      throw e;
    }
  }

  /** A connection is no longer this user's. */
  void unbind(Connection connection, Destination.OfUser user) {
    rules.forEach(rule -> rule.unbind(connection, user));
  }

  /**
   * A client has said something.
   *
   * @throws GatewayException if that is not to be looked at
   */
  void heard(Connection connection, int bytes) {
    try {
      rules.forEach(rule -> rule.heard(connection, bytes));
    } catch (GatewayException e) {
      audit("message", connection, null, e);
      throw e;
    }
  }

  /** A connection is gone. */
  void gone(Connection connection) {
    rules.forEach(rule -> rule.gone(connection));
  }

  private void audit(
      String what,
      Connection connection,
      Destination.@Nullable OfUser meant,
      GatewayException why,
      Object... details) {
    Refusal refusal = why.refusal();
    audit.refused(
        connection,
        meant,
        what,
        refusal == null ? Refusal.FORBIDDEN : refusal,
        String.valueOf(why.getMessage()),
        details);
  }
}
