/**
 * Plays recorded conversations against a running gateway. The files {@code wire/*.json} on the test
 * class path hold, per dialect, what was seen on the wire of the gateway that the dialect is
 * compatible with (reg: luyucia/wsgateway, gm: GMWebSockets, member: mgxian/ws-gateway, raw:
 * bin-x/websocket, vein: xlvein); {@code wire/*-mended.json} holds what this gateway does instead
 * where the original had a bug.
 *
 * <p>Start at {@link io.wsgateway.wire.WireSuite}.
 */
package io.wsgateway.wire;
