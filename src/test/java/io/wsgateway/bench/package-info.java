/**
 * Measures instead of testing: {@code ./mvnw -Pbench verify} runs all, {@code -Dbench=cluster}
 * those whose name begins so, and the tables go to the console and to {@code target/benchmarks.md}.
 *
 * <p>A {@link io.wsgateway.bench.Bench} is one subject and one {@link io.wsgateway.bench.Table};
 * {@link io.wsgateway.bench.Benchmarks} has the list. The machines that this runs on are small and
 * noisy, so absolute figures prove little: each bench measures what it compares in turns, several
 * times, after a warm-up that does not count, and tells medians with their {@link
 * io.wsgateway.bench.Sample spread}, and ratios against something measured in the same run. CPU
 * time is what the system has charged to a process, see {@link io.wsgateway.bench.Cpu}; that needs
 * Linux.
 *
 * <p>Those of one node compare with a {@link io.wsgateway.bench.floor floor}: a {@link
 * io.wsgateway.bench.Contest} starts it, gateways and servers of others, each a {@link
 * io.wsgateway.bench.Subject}, and gives all the same load, from a {@link io.wsgateway.bench.load
 * load client} for each.
 */
package io.wsgateway.bench;
