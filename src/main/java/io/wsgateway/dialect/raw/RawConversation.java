package io.wsgateway.dialect.raw;

import static java.lang.System.Logger.Level.WARNING;

import io.wsgateway.config.RawConfig;
import io.wsgateway.core.Connection;
import io.wsgateway.core.Gateway;
import io.wsgateway.core.Payload;
import io.wsgateway.core.SparingLog;
import io.wsgateway.dialect.PingRule;
import java.util.Optional;

/**
 * What one client and the application say to each other, and the rules for it. Whatever the
 * application throws is logged and ends here. Safe for any thread; never waits for the application.
 */
final class RawConversation {
  private static final SparingLog LOG = SparingLog.of(RawConversation.class);

  /** What the application knows: one thread at a time changes it, but not always the same. */
  private enum Meeting {
    NOT_YET,
    MET,
    OVER
  }

  private final Gateway gateway;
  private final Connection connection;
  private final RawClient client;
  private final Optional<RawApplication> application;
  private final PingRule pings;
  private volatile Meeting meeting = Meeting.NOT_YET;

  /**
   * Of a connection that was just taken in.
   *
   * @param application nobody if there are only observers of CDI events
   */
  RawConversation(
      Gateway gateway,
      Connection connection,
      Optional<RawApplication> application,
      RawConfig config) {
    this.gateway = gateway;
    this.connection = connection;
    this.application = application;
    client = new RawClient(gateway, connection, gateway.app(config.app()));
    pings = new PingRule(gateway, connection, config.pingInterval(), config.pongTimeout());
  }

  /** The application hears of the client, which can be found already. */
  void begin() {
    application.ifPresent(
        one -> {
          connection.beforeRemoval(() -> part(one));
          gateway.inOrder(connection, () -> meet(one));
        });
    pings.start();
  }

  /** The client may have gone even before this was waiting to be run. */
  private void meet(RawApplication one) {
    if (meeting == Meeting.NOT_YET) {
      meeting = Meeting.MET;
      call(one, "onConnect", () -> one.onConnect(client));
    }
  }

  private void part(RawApplication one) {
    boolean met = meeting == Meeting.MET;
    meeting = Meeting.OVER;
    if (met) {
      call(one, "onClose", () -> one.onClose(client));
    }
  }

  /** The container may still bring a message on one thread while another tells of the end. */
  private void pass(RawApplication one, Payload message) {
    if (meeting == Meeting.MET) {
      call(one, "onMessage", () -> one.onMessage(client, message));
    }
  }

  /** The client has said something. */
  void hear(Payload message) {
    gateway.said(connection, message);
    application.ifPresent(one -> gateway.inOrder(connection, () -> pass(one, message)));
  }

  /** The client has sent a pong. */
  void pong() {
    pings.pong();
  }

  /** The client's socket is gone. */
  void end(int code, String reason) {
    gateway.disconnected(connection, code, reason);
  }

  // Everything: recursion without end, or a class that the overlay lacks, are its own affair too.
  private void call(RawApplication called, String method, Runnable callback) {
    try {
      callback.run();
    } catch (Throwable e) {
      LOG.log(
          WARNING, "The application " + called.name() + " failed in " + method + ", " + client, e);
    }
  }
}
