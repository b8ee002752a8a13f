/**
 * What the standard API has no way to do: ending the TCP connection under a WebSocket. All that is
 * known of the servers' own classes stands here, by name only, so that the gateway compiles without
 * them and runs without either.
 */
@NullMarked
package io.wsgateway.dialect.nativetransport;

import org.jspecify.annotations.NullMarked;
