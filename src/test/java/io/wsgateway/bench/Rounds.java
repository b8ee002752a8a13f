package io.wsgateway.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Collects figures by their names, a value for each round. One thread. */
final class Rounds {
  private final Map<String, List<Double>> figures = new LinkedHashMap<>();

  void add(String name, double value) {
    figures.computeIfAbsent(name, key -> new ArrayList<>()).add(value);
  }

  Sample get(String name) {
    List<Double> values = figures.get(name);
    if (values == null) {
      throw new IllegalArgumentException("Nothing was measured of " + name);
    }
    return new Sample(values);
  }

  /** Forgets what the warm-up has measured. */
  void clear() {
    figures.clear();
  }
}
