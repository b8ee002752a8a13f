/**
 * The protocol of mgxian/ws-gateway over {@code /member}: a client says within ten seconds which
 * member it is, then subscribes; {@code /push} takes one JSON message, {@code /stat} counts
 * subscribers.
 *
 * <p>What this protocol calls <em>app</em> is a topic of ours; our app, the tenant, is {@code
 * gateway.member.app} for all its clients. What it calls member is a user with a number for a name.
 */
@NullMarked
package io.wsgateway.dialect.member;

import org.jspecify.annotations.NullMarked;
