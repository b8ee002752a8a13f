package io.wsgateway.server;

import io.wsgateway.client.Eventually;
import io.wsgateway.client.HttpCalls;
import io.wsgateway.json.JsonText;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/**
 * Several deployments in one server that Redis joins to one gateway. To be kept in a static field,
 * so that Redis is there before Arquillian deploys, and closed after all.
 */
public final class JoinedNodes implements AutoCloseable {
  private final RedisProcess redis = RedisProcess.start();

  /** A node at {@code /name}. */
  public WebArchive war(String name, Map<String, String> settings) {
    Map<String, String> all = new HashMap<>(settings);
    all.put("gateway.exchange", "redis");
    all.put("gateway.redis.uri", redis.uri().toString());
    return GatewayWar.named(name, all);
  }

  /** Returns when each of them knows all of them. */
  public static void awaitAll(HttpCalls... nodes) {
    for (HttpCalls node : nodes) {
      Eventually.await("nodes know each other", () -> known(node) == nodes.length);
    }
  }

  /** The same where no key is needed. */
  public static void awaitAll(URI... nodes) {
    awaitAll(List.of(nodes).stream().map(HttpCalls::to).toArray(HttpCalls[]::new));
  }

  private static int known(HttpCalls node) {
    String nodes = node.get("/api/v1/nodes").text();
    return JsonText.parse(nodes).orElseThrow().asJsonObject().getJsonArray("items").size();
  }

  @Override
  public void close() {
    redis.close();
  }
}
