package io.wsgateway.push;

import java.util.List;
import java.util.Optional;

/**
 * What became of one message of a batch: receipts, or a problem.
 *
 * @param receipts one for each of its destinations, in their order; none if there is a problem
 * @param problem why it was not pushed, or not to all
 */
public record BatchResult(List<Receipt> receipts, Optional<Problem> problem) {

  /** Whether it was pushed. */
  public boolean isPushed() {
    return problem.isEmpty();
  }

  static BatchResult of(Problem problem) {
    return new BatchResult(List.of(), Optional.of(problem));
  }

  static BatchResult read(Fields fields) {
    return fields.has("problem")
        ? of(Problem.read(fields.object("problem")))
        : new BatchResult(fields.objects("receipts", Receipt::read), Optional.empty());
  }
}
