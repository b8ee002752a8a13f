/**
 * What joins nodes to one gateway: the ways to carry publications between them, the stores of
 * memberships, of what must not be repeated, of delayed pushes and of blocks, and {@link
 * io.wsgateway.exchange.ExchangeProducer}, which chooses by configuration.
 *
 * <p>Redis is reached over six connections, each kept by a {@link
 * io.wsgateway.exchange.RedisConnector} with one thread that reads and one that writes: {@link
 * io.wsgateway.exchange.RedisSubscriber} receives, one {@link io.wsgateway.exchange.RedisPipeline}
 * publishes, and four more serve {@link io.wsgateway.exchange.RedisMembership}, {@link
 * io.wsgateway.exchange.RedisExpiringStore}, {@link io.wsgateway.exchange.RedisSchedules} and
 * {@link io.wsgateway.exchange.RedisBlockStore}. With sentinels, each connection begins with a
 * {@link io.wsgateway.exchange.RedisMasterQuestion} and has a {@link
 * io.wsgateway.exchange.RedisMasterWatch}.
 *
 * <p>RabbitMQ is reached over two, each kept by a {@link io.wsgateway.exchange.RabbitmqConnector}
 * and read by a thread of the client library: {@link io.wsgateway.exchange.RabbitmqSubscriber}
 * receives, {@link io.wsgateway.exchange.RabbitmqPublisher} publishes, because RabbitMQ in distress
 * holds up connections that publish.
 *
 * <p>Connections fail and come back independently of each other; {@link
 * io.wsgateway.exchange.BrokerHealth} tells the log once. {@link
 * io.wsgateway.exchange.Subscriptions} knows what a node wants, whatever the broker.
 */
@NullMarked
package io.wsgateway.exchange;

import org.jspecify.annotations.NullMarked;
