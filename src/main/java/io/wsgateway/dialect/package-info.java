/**
 * What all dialects share: the handshake checks, the portable transport, the parameters of a push.
 * Each dialect is a folder beside this with an endpoint, which has only the callbacks; a codec,
 * which turns text into what the core knows and back; and a resource for its HTTP pushes. Deleting
 * a folder deletes the dialect.
 */
@NullMarked
package io.wsgateway.dialect;

import org.jspecify.annotations.NullMarked;
