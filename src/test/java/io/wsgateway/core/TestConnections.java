package io.wsgateway.core;

import org.jspecify.annotations.Nullable;

/** Connections that no client is behind, for what only asks them who they are. */
public final class TestConnections {
  private TestConnections() {}

  /** Of an app, and of a user unless that is null. */
  public static Connection of(String app, @Nullable String user, Identity identity) {
    return of(app, user, identity, Visitor.UNKNOWN);
  }

  /** The same with what its handshake told. */
  public static Connection of(
      String app, @Nullable String user, Identity identity, Visitor visitor) {
    Lane lane = TestLanes.of(1000, 1 << 20, new Counters());
    Outbox outbox = new Outbox(RecordingTransport.immediate(), lane);
    Connection connection =
        new Connection(
            1,
            new TestCluster.PlainDialect("plain"),
            app,
            lane,
            outbox,
            new SerialQueue(Runnable::run, 1),
            visitor);
    connection.setUser(user == null ? null : new Destination.OfUser(app, user));
    connection.setIdentity(identity);
    return connection;
  }
}
