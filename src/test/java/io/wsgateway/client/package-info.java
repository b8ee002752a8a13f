/**
 * Clients for tests, written on plain sockets so that nothing between the test and the wire is
 * hidden, mended or refused by a library: {@link io.wsgateway.client.RawWebSocket} for one
 * connection, {@link io.wsgateway.client.Swarm} for thousands, {@link
 * io.wsgateway.client.HttpCalls} for requests with any header. They know WebSocket and HTTP, and
 * nothing of the gateway.
 */
package io.wsgateway.client;
