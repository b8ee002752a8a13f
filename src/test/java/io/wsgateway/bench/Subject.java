package io.wsgateway.bench;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A server that is measured, and how it is spoken to.
 *
 * @param name for people
 * @param pid of its process
 * @param words of a {@link io.wsgateway.bench.load.LoadPlan plan}
 * @param isJava whether its heap can be looked at
 * @param process ends with this
 */
record Subject(
    String name, long pid, Map<String, String> words, boolean isJava, AutoCloseable process)
    implements AutoCloseable {

  /** How load clients speak to it, with what a benchmark says beside. */
  Map<String, String> plan(Map<String, String> shape) {
    Map<String, String> plan = new TreeMap<>(words);
    plan.putAll(shape);
    return plan;
  }

  /** Whether what is pushed reaches clients. */
  boolean takesPushes() {
    return words.containsKey("push");
  }

  String fileName() {
    return name.replaceAll("\\W+", "-");
  }

  /** What its objects take after a collection, in bytes, if it is a JVM. */
  Optional<Long> heap() {
    return isJava ? Optional.of(LiveHeap.of(pid)) : Optional.empty();
  }

  @Override
  public void close() {
    try {
      process.close();
    } catch (Exception e) {
      throw new IllegalStateException(name + " does not end", e);
    }
  }
}
