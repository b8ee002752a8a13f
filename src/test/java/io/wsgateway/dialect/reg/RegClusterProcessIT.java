package io.wsgateway.dialect.reg;

import io.wsgateway.server.GatewayProcess;
import io.wsgateway.server.Ports;
import io.wsgateway.server.RedisProcess;
import io.wsgateway.wire.RegSuite;
import io.wsgateway.wire.WireSuite;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * The recorded cases of luyucia/wsgateway against two nodes joined by Redis, and one whose Redis is
 * away.
 */
class RegClusterProcessIT {
  private static RedisProcess redis;
  private static GatewayProcess main;
  private static GatewayProcess second;
  private static GatewayProcess alone;

  @BeforeAll
  static void start() {
    redis = RedisProcess.start();
    main = node("reg-main", redis.uri().toString(), RegSuite.OBJECT_ENTRY);
    second = node("reg-second", redis.uri().toString(), RegSuite.OBJECT_ENTRY);
    alone = node("reg-alone", "redis://127.0.0.1:" + Ports.free(), RegSuite.OBJECT_ENTRY);
  }

  @AfterAll
  static void stop() {
    Stream.of(main, second, alone).forEach(GatewayProcess::close);
    redis.close();
  }

  @TestFactory
  Stream<DynamicTest> contract() {
    return onAllNodes(RegSuite.contract()).tests();
  }

  @TestFactory
  Stream<DynamicTest> mended() {
    return onAllNodes(RegSuite.mended()).tests();
  }

  private static WireSuite onAllNodes(WireSuite suite) {
    return suite
        .node("main", main.http(""))
        .node("n2", second.http(""))
        .node("noredis", alone.http(""))
        .setting(RegSuite.SERVER_LIST, RegSuite.OBJECT_ENTRY);
  }

  private static GatewayProcess node(String name, String redisUri, String serverList) {
    Map<String, String> settings = new HashMap<>();
    settings.put("gateway.user-connections", "latest");
    settings.put("gateway.push.open", "true");
    settings.put("gateway.exchange", "redis");
    settings.put("gateway.redis.uri", redisUri);
    settings.put(RegSuite.SERVER_LIST, serverList);
    return GatewayProcess.start(name, settings);
  }
}
