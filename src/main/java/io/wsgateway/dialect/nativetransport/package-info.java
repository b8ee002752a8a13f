/**
 * What the standard API has no way to do: writing ready frames, several at once, and ending the TCP
 * connection under a WebSocket. All that is known of the servers' own classes stands here. The
 * gateway runs without any of them: most are known by name only, and the few classes that extend
 * Undertow's are not touched where a session is not Undertow's.
 */
@NullMarked
package io.wsgateway.dialect.nativetransport;

import org.jspecify.annotations.NullMarked;
