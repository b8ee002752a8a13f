package io.wsgateway.core;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryUsage;
import javax.management.JMException;
import javax.management.ObjectName;
import org.jspecify.annotations.Nullable;

/**
 * The Java machine that a node runs on; the node may share it with others.
 *
 * @param heapUsed bytes
 * @param heapMax bytes; 0 if that is not known
 * @param cpu the share of all processors that it took of late, 0 to 1, or null if that is not known
 * @param threads how many there are
 */
public record Host(long heapUsed, long heapMax, @Nullable Double cpu, int threads) {

  static Host now() {
    MemoryUsage heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage();
    return new Host(
        heap.getUsed(),
        Math.max(0, heap.getMax()),
        cpuOfProcess(),
        ManagementFactory.getThreadMXBean().getThreadCount());
  }

  /** By its name: the type that has it is no part of Java, and not shown to all applications. */
  private static @Nullable Double cpuOfProcess() {
    try {
      Object load =
          ManagementFactory.getPlatformMBeanServer()
              .getAttribute(new ObjectName("java.lang:type=OperatingSystem"), "ProcessCpuLoad");
      return load instanceof Double share && share >= 0 ? share : null;
    } catch (JMException | RuntimeException e) {
      return null;
    }
  }
}
