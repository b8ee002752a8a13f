package io.wsgateway.bench;

import io.wsgateway.server.GatewayProcess;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * CPU time of the processes of clusters, at a moment or over a time. Immutable.
 *
 * @param nanos the moment, or the time
 * @param cpu seconds by process
 */
record Usage(long nanos, Map<Long, Double> cpu) {
  Usage {
    cpu = Map.copyOf(cpu);
  }

  /** All their processes have used until now. */
  static Usage of(List<Listeners> clusters) {
    Map<Long, Double> cpu = new HashMap<>();
    for (Listeners listeners : clusters) {
      cpu.put(listeners.cluster().redis().pid(), Cpu.of(listeners.cluster().redis().pid()));
      for (GatewayProcess node : listeners.cluster().nodes()) {
        cpu.put(node.pid(), Cpu.of(node.pid()));
      }
    }
    return new Usage(System.nanoTime(), cpu);
  }

  /** What was used between an earlier moment and this. */
  Usage since(Usage earlier) {
    Map<Long, Double> used = new HashMap<>();
    cpu.forEach((pid, seconds) -> used.put(pid, seconds - earlier.cpu.getOrDefault(pid, 0.0)));
    return new Usage(nanos - earlier.nanos, used);
  }

  /** Microseconds of a process for each of so many, beyond what it takes idle. */
  double micros(long pid, Usage idle, int count) {
    double share = idle.cpu.getOrDefault(pid, 0.0) * nanos / idle.nanos;
    return (cpu.getOrDefault(pid, 0.0) - share) / count * 1e6;
  }
}
