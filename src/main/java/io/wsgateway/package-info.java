/**
 * A WebSocket push gateway in one WAR. Start reading at {@link io.wsgateway.core}, which has the
 * vocabulary; then one dialect, {@link io.wsgateway.dialect.reg}, shows all that a wire protocol
 * needs.
 */
@NullMarked
package io.wsgateway;

import org.jspecify.annotations.NullMarked;
