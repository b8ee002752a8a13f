package io.wsgateway.admin;

import io.wsgateway.core.Crowd;
import io.wsgateway.core.Figures;
import java.util.Map;
import java.util.TreeMap;

/** Reads the figures of one app when JMX asks for them. Safe for any thread. */
final class AppBean implements AppMXBean {
  private final String app;
  private final Figures figures;
  private final Closer closer;

  AppBean(String app, Figures figures, Closer closer) {
    this.app = app;
    this.figures = figures;
    this.closer = closer;
  }

  @Override
  public String getApp() {
    return app;
  }

  @Override
  public long getConnections() {
    return getConnectionsByDialect().values().stream().mapToLong(Long::longValue).sum();
  }

  @Override
  public Map<String, Long> getConnectionsByDialect() {
    Map<String, Long> counts = new TreeMap<>();
    for (Crowd.Share share : figures.crowd().shares()) {
      if (share.app().equals(app)) {
        counts.put(share.dialect(), share.connections());
      }
    }
    return counts;
  }

  @Override
  public String closeConnection(long connection) {
    return closer.connection(app, connection);
  }

  @Override
  public String closeUser(String user, String reason) {
    return closer.user(app, user, reason);
  }
}
