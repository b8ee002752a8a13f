package io.wsgateway.core;

import java.time.Instant;

/**
 * A push that waits for its time.
 *
 * @param id names it in its app
 * @param due when it is published
 * @param shared whether another node takes it over if this one is gone by then; otherwise it waits
 *     in this node's memory and is lost with it
 */
public record DelayedPush(String id, Instant due, boolean shared) {}
