/**
 * The floor of the benchmarks, a process of its own: {@link io.wsgateway.bench.floor.Floor} does
 * what no WebSocket server that makes one write per delivery can leave out, and nothing else.
 */
package io.wsgateway.bench.floor;
