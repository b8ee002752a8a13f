/**
 * The service of bin-x/websocket: over {@code /raw}, clients send text or bytes, and a program of
 * yours, a {@link io.wsgateway.dialect.raw.RawApplication}, answers. {@link
 * io.wsgateway.dialect.raw.HelloApplication} and {@link io.wsgateway.dialect.raw.ChatApplication}
 * show how.
 *
 * <p>What the original calls a group is a topic here, what it calls a uid is a user; its functions
 * are those of {@link io.wsgateway.core.App}, and its client ids are made and read by {@link
 * io.wsgateway.dialect.raw.RawId}.
 */
@NullMarked
package io.wsgateway.dialect.raw;

import org.jspecify.annotations.NullMarked;
