package io.wsgateway.push;

import java.util.Set;

/**
 * How many connections something was done to.
 *
 * @param connections their number
 * @param missing the numbers of nodes that did not answer in time, and may not have done it
 */
public record Affected(int connections, Set<Integer> missing) {
  static Affected read(Fields fields, String field) {
    return new Affected(fields.count(field), fields.missing());
  }
}
