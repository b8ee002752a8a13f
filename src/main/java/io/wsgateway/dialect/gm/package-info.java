/**
 * The protocol of GMWebSockets: JSON objects {@code {"type":..,"data":{..}}} over {@code /gm},
 * pings that are ordinary messages, and {@code GET /status}. Clients message each other; there is
 * no HTTP push.
 *
 * <p>The original documents groups and sessions, and has neither on the wire. Here, a client that
 * has bound may also say
 *
 * <ul>
 *   <li>{@code join_group} and {@code leave_group} with {@code group_id}, answered {@code
 *       join_group ok} and {@code leave_group ok}: this connection, until it closes;
 *   <li>{@code send_to_group} with {@code group_id} and {@code message};
 *   <li>{@code get_clientcount_bygroup} with {@code group_id}, answered {@code
 *       {"type":"get_clientcount_bygroup","data":{"group_id":"g","count":2}}}: ids, not
 *       connections.
 * </ul>
 *
 * <p>A group is a topic of the dialect's app, by the name that {@link
 * io.wsgateway.dialect.gm.GmNames} gives it. A session is the info of a connection, which
 * application code and the REST API read and write. Where the app asks its users for a proof,
 * {@code bind} takes it as {@code token}, and who has not bound may not send.
 */
@NullMarked
package io.wsgateway.dialect.gm;

import org.jspecify.annotations.NullMarked;
