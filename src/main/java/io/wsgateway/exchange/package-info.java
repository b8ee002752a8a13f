/**
 * What joins nodes to one gateway: the ways to carry publications between them, the stores of
 * memberships, and {@link io.wsgateway.exchange.ExchangeProducer}, which chooses by configuration.
 *
 * <p>Redis is reached over three connections, each kept by a {@link
 * io.wsgateway.exchange.RedisConnector} with one thread that reads and one that writes: {@link
 * io.wsgateway.exchange.RedisSubscriber} receives, one {@link io.wsgateway.exchange.RedisPipeline}
 * publishes and another serves {@link io.wsgateway.exchange.RedisMembership}. They fail and come
 * back independently of each other; {@link io.wsgateway.exchange.RedisHealth} tells the log once.
 */
@NullMarked
package io.wsgateway.exchange;

import org.jspecify.annotations.NullMarked;
