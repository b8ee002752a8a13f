package io.wsgateway.core;

import java.util.Set;
import java.util.function.Function;

/**
 * What the nodes of the cluster say together.
 *
 * @param value from those that answered in time
 * @param missing numbers of the nodes that did not; what they know is not in the value
 */
public record ClusterAnswer<T>(T value, Set<Integer> missing) {
  public ClusterAnswer {
    missing = Set.copyOf(missing);
  }

  /** The same with another form of the value. */
  public <R> ClusterAnswer<R> map(Function<? super T, ? extends R> form) {
    return new ClusterAnswer<>(form.apply(value), missing);
  }
}
