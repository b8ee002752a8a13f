package io.wsgateway.config;

import java.time.Duration;

/**
 * How nodes know of each other, and what waits in them.
 *
 * @param lease how long after its last word a node counts as alive
 * @param questionTimeout how long another node may take to answer a question
 * @param schedulesMaxEntries how many delayed pushes may wait
 * @param schedulesMaxDelay how far ahead a push may be scheduled
 * @param blocksMaxEntries how many blocks there may be
 */
public record ClusterConfig(
    Duration lease,
    Duration questionTimeout,
    int schedulesMaxEntries,
    Duration schedulesMaxDelay,
    int blocksMaxEntries) {

  static ClusterConfig read(Settings settings) {
    return new ClusterConfig(
        settings.timer("gateway.node.lease"),
        settings.timer("gateway.node.question-timeout"),
        settings.number("gateway.schedules.max-entries", 0, 100_000_000),
        settings.duration(
            "gateway.schedules.max-delay", Duration.ofSeconds(1), Duration.ofDays(3650)),
        settings.number("gateway.blocks.max-entries", 0, 100_000));
  }
}
