package io.wsgateway.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.wsgateway.client.HttpCalls;
import io.wsgateway.client.RawWebSocket;
import io.wsgateway.server.GatewayProcess;
import io.wsgateway.server.RedisProcess;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two nodes and one Redis, each a process, and what happens to them. */
class RedisClusterProcessIT {
  private RedisProcess redis;
  private GatewayProcess a;
  private GatewayProcess b;

  @BeforeEach
  void start() {
    redis = RedisProcess.start("redis-password");
    a = node("cluster-a");
    b = node("cluster-b");
  }

  @AfterEach
  void stop() {
    a.close();
    b.close();
    redis.close();
  }

  @Test
  void pushOnOneNode_reachesUsersAndTopicsOnTheOther() {
    try (RawWebSocket onA = registered(a, "1");
        RawWebSocket onB = registered(b, "2");
        RawWebSocket alsoOnB = registered(b, "1")) {
      onB.send("in:test:2:news");
      awaitMember(a, "news", "[\"2\"]");

      awaitUser(a, "2", onB);
      push(a, "/push/user?app=test&userId=1,2&content=to+both");
      onA.expect("to both");
      alsoOnB.expect("to both");
      onB.expect("to both");
      push(a, "/push/topic?app=test&topic=news&content=to+topic");
      onB.expect("to topic");
      push(b, "/push/user?app=other&userId=1&content=to+nobody");
      push(b, "/push/user?app=test&userId=1&content=last");
      onA.expect("last");
      alsoOnB.expect("last");
    }
  }

  @Test
  void redisKilledAndStartedAgain_localDeliveryNeverStops_andNodesFindEachOtherAgain() {
    try (RawWebSocket onA = registered(a, "1");
        RawWebSocket onB = registered(b, "2")) {
      onB.send("in:test:2:news");
      awaitUser(a, "2", onB);

      redis.kill();
      for (int i = 0; i < 50; i++) {
        push(a, "/push/user?app=test&userId=1&content=local" + i);
        onA.expect("local" + i, Duration.ofSeconds(2));
      }
      onB.send("in:test:2:sport");
      push(b, "/push/topic?app=test&topic=news&content=still+in");
      onB.expect("still in");
      try (RawWebSocket late = registered(a, "3")) {
        push(a, "/push/user?app=test&userId=3&content=newcomer");
        late.expect("newcomer");

        redis.restart();

        awaitUser(a, "2", onB);
        awaitUser(b, "1", onA);
        awaitUser(b, "3", late);
      }
      // Redis came back empty: the nodes know what it has forgotten, and what it has missed.
      awaitMember(a, "news", "[\"2\"]");
      awaitMember(a, "sport", "[\"2\"]");
      push(a, "/push/topic?app=test&topic=sport&content=joined+meanwhile");
      onB.expect("joined meanwhile");
    }
  }

  @Test
  void nodeKilled_theOtherAnswersAsBefore_andItsUsersReconnectWithTheirTopics() {
    RawWebSocket lost = registered(a, "1");
    lost.send("in:test:1:news");
    awaitMember(b, "news", "[\"1\"]");
    try (RawWebSocket onB = registered(b, "2")) {
      a.kill();

      push(b, "/push/user?app=test&userId=1,2&content=x");
      onB.expect("x", Duration.ofSeconds(2));
      try (RawWebSocket back = registered(b, "1")) {
        awaitPush(b, "/push/topic?app=test&topic=news&content=welcome+back", back);
      }
    }
  }

  private GatewayProcess node(String name) {
    return GatewayProcess.start(
        name, Map.of("gateway.exchange", "redis", "gateway.redis.uri", redis.uri().toString()));
  }

  private static RawWebSocket registered(GatewayProcess node, String user) {
    return RawWebSocket.open(node.ws("/connection"))
        .send("reg:test:" + user)
        .send("?:")
        .expect("error msg format");
  }

  private static void push(GatewayProcess node, String path) {
    assertThat(HttpCalls.to(node.http("")).get(path).status()).isEqualTo(200);
  }

  private static void awaitUser(GatewayProcess from, String user, RawWebSocket to) {
    awaitPush(from, "/push/user?app=test&userId=" + user + "&content=are+you+there", to);
  }

  /** Pushes until it arrives: nodes hear of users and topics a moment later. */
  private static void awaitPush(GatewayProcess from, String path, RawWebSocket to) {
    long end = System.nanoTime() + Duration.ofSeconds(10).toNanos();
    while (System.nanoTime() < end) {
      push(from, path);
      if (to.next(Duration.ofMillis(200)).isPresent()) {
        drain(to);
        return;
      }
    }
    throw new AssertionError("no push by " + path + " arrives");
  }

  private static void drain(RawWebSocket socket) {
    Optional<?> more = socket.next(Duration.ofMillis(200));
    while (more.isPresent()) {
      more = socket.next(Duration.ofMillis(200));
    }
  }

  private static void awaitMember(GatewayProcess node, String topic, String members) {
    String path = "/online/topic?app=test&topic=" + topic;
    String expected = "{\"code\": 0, \"data\": " + members + "}";
    long end = System.nanoTime() + Duration.ofSeconds(10).toNanos();
    String answer = "";
    while (!answer.equals(expected) && System.nanoTime() < end) {
      answer = HttpCalls.to(node.http("")).get(path).text();
    }
    assertThat(answer).isEqualTo(expected);
  }
}
