package io.wsgateway.bench;

import io.wsgateway.server.GatewayProcess;
import io.wsgateway.server.RedisProcess;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A broker and nodes, each a process of its own, with one app. One thread. */
final class Cluster implements AutoCloseable {
  /** The app that all clients belong to. */
  static final String APP = "bench";

  /**
   * As somebody would run it who has read nothing: the JVM's own choice of compiler and collector.
   */
  private static final List<String> FLAGS = List.of("-Xmx1g");

  private final RedisProcess redis;
  private final List<GatewayProcess> nodes = new ArrayList<>();

  private Cluster(RedisProcess redis) {
    this.redis = redis;
  }

  /** Returns when all are up. */
  static Cluster start(String name, int size) {
    Cluster cluster = new Cluster(RedisTools.startServer());
    try {
      Map<String, String> settings =
          Map.of("gateway.exchange", "redis", "gateway.redis.uri", cluster.redis.uri().toString());
      for (int i = 0; i < size; i++) {
        cluster.nodes.add(node("bench-" + name + "-" + i, settings));
      }
      return cluster;
    } catch (RuntimeException e) {
      cluster.close();
      throw e;
    }
  }

  /** A node, alone if the settings say nothing else. */
  static GatewayProcess node(String name, Map<String, String> settings) {
    Map<String, String> all = new HashMap<>(settings);
    all.put("gateway.gm.app", APP);
    // Nothing that a clock does shall count among what is measured.
    all.put("gateway.gm.ping-interval", "1h");
    all.put("gateway.gm.idle-timeout", "2h");
    return GatewayProcess.startWithFlags(name, FLAGS, all);
  }

  RedisProcess redis() {
    return redis;
  }

  List<GatewayProcess> nodes() {
    return nodes;
  }

  GatewayProcess node(int number) {
    return nodes.get(number);
  }

  @Override
  public void close() {
    nodes.forEach(GatewayProcess::close);
    redis.close();
  }
}
