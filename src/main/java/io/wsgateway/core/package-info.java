/**
 * The gateway itself: who is connected, who is meant by a message, and how it gets to them. It
 * knows no wire format, no broker, no HTTP and no JSON.
 *
 * <p>The words used everywhere:
 *
 * <dl>
 *   <dt>app
 *   <dd>tenant: every user, topic and key belongs to exactly one, and apps never see each other
 *   <dt>connection
 *   <dd>one WebSocket; its id is unique in the cluster
 *   <dt>user
 *   <dd>who is behind connections; one user may have many
 *   <dt>topic
 *   <dd>a named audience. A <em>connection</em> that joins is out when it closes; a <em>user</em>
 *       that joins stays a member across reconnects until it leaves or its retention has passed
 *   <dt>destination
 *   <dd>a connection, a user, a topic, or all of an app
 *   <dt>publication
 *   <dd>one message on its way
 *   <dt>dialect
 *   <dd>a wire protocol that clients speak
 *   <dt>exchange
 *   <dd>what carries publications between nodes
 * </dl>
 *
 * <p>A message's way: {@link io.wsgateway.core.Gateway#publish} hands it to {@link
 * io.wsgateway.core.Delivery} for the connections of this node and to the {@link
 * io.wsgateway.core.Exchange} for the others; a {@link io.wsgateway.core.Lane} puts it into each
 * connection's {@link io.wsgateway.core.Outbox}, which writes to the {@link
 * io.wsgateway.core.Transport}.
 */
@NullMarked
package io.wsgateway.core;

import org.jspecify.annotations.NullMarked;
