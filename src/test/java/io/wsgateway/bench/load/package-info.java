/**
 * The load client of the benchmarks, a process of its own with one thread and a small heap: {@link
 * io.wsgateway.bench.load.LoadClient} takes commands, {@link io.wsgateway.bench.load.Member}s are
 * WebSockets, {@link io.wsgateway.bench.load.Sender}s push over HTTP, and the {@link
 * io.wsgateway.bench.load.Ledger} checks the number of every message on every connection.
 *
 * <p>It shares the machine's few processors with the server that it measures, so it makes no object
 * for a message, finds frames by their heads in one direct buffer, and asks for the time once per
 * read. It uses nothing but the JDK.
 */
package io.wsgateway.bench.load;
