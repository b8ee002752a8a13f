package io.wsgateway.core;

import java.time.Instant;

/**
 * A node of the cluster as it describes itself.
 *
 * @param number its number, the first part of its connections' ids
 * @param since when it started, by its own clock
 * @param connections how many WebSockets were open on it a moment ago
 */
public record NodeInfo(int number, Instant since, int connections) {}
