package io.wsgateway.bench;

import io.wsgateway.client.HttpCalls;
import io.wsgateway.client.Swarm;
import io.wsgateway.client.SwarmPlan;
import io.wsgateway.server.GatewayProcess;
import io.wsgateway.server.RedisProcess;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Many users who come at once to one node, which is alone or has a Redis, and go again. One thread.
 */
final class Storm implements AutoCloseable {
  /** How many users. */
  static final int USERS = 10_000;

  /** How many of their connections are opening at any time. */
  static final int AT_ONCE = 200;

  private static final Duration PATIENCE = Duration.ofSeconds(120);
  private static final Duration STEP = Duration.ofMillis(20);

  private final GatewayProcess node;
  private final @Nullable RedisProcess redis;
  private final @Nullable RedisInfo info;
  private final long channelsBefore;

  /**
   * What a storm took.
   *
   * @param seconds until all users were registered, and reachable from other nodes
   * @param nodeCpu seconds, as brokerCpu
   */
  record Cost(double seconds, double nodeCpu, double brokerCpu) {}

  /**
   * What the users take who are there.
   *
   * @param nodeHeap bytes for each, as brokerMemory
   */
  record Memory(double nodeHeap, double brokerMemory) {}

  Storm(GatewayProcess node, @Nullable RedisProcess redis) {
    this.node = node;
    this.redis = redis;
    info = redis == null ? null : new RedisInfo(redis);
    // The first user of an app brings a channel for all of them.
    channelsBefore = channels() + 1;
  }

  /** They come and go. */
  Cost run() {
    double nodeCpu = Cpu.of(node.pid());
    double brokerCpu = brokerCpu();
    long begin = System.nanoTime();
    Swarm swarm = come();
    try {
      return new Cost(
          (System.nanoTime() - begin) / 1e9, Cpu.of(node.pid()) - nodeCpu, brokerCpu() - brokerCpu);
    } finally {
      swarm.close();
      awaitGone();
    }
  }

  /** They come, are weighed, and go. */
  Memory weigh() {
    long heap = LiveHeap.of(node.pid());
    long memory = info == null ? 0 : info.usedMemory();
    Swarm swarm = come();
    try {
      long brokerMemory = info == null ? 0 : info.usedMemory() - memory;
      return new Memory(
          (double) (LiveHeap.of(node.pid()) - heap) / USERS, (double) brokerMemory / USERS);
    } finally {
      swarm.close();
      awaitGone();
    }
  }

  private Swarm come() {
    Swarm swarm =
        SwarmPlan.of(USERS, node.ws("/connection"))
            .dialling(AT_ONCE)
            .greeting(n -> "reg:" + Cluster.APP + ":u" + n)
            .open();
    swarm.awaitOpen(PATIENCE);
    await("all registered", () -> users() == USERS);
    await("all reachable", () -> channels() >= channelsWith(USERS));
    return swarm;
  }

  private void awaitGone() {
    await("all gone", () -> users() == 0);
    await("nobody reachable", () -> channels() <= channelsWith(0));
  }

  /** Asks seldom: whom it asks is being measured. */
  private static void await(String what, BooleanSupplier condition) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - deadline > 0) {
        throw new IllegalStateException("Not within " + PATIENCE + ": " + what);
      }
      LockSupport.parkNanos(STEP.toNanos());
    }
  }

  private long users() {
    String answer = HttpCalls.to(node.http("")).get("/api/v1/apps/" + Cluster.APP).text();
    return Long.parseLong(answer.replaceFirst("(?s).*\"users\": *(\\d+).*", "$1"));
  }

  private long channels() {
    return info == null ? 0 : info.channels();
  }

  private long channelsWith(int users) {
    return info == null ? 0 : channelsBefore + users;
  }

  private double brokerCpu() {
    return redis == null ? 0 : Cpu.of(redis.pid());
  }

  @Override
  public void close() {
    if (info != null) {
      info.close();
    }
  }
}
