package io.wsgateway.api;

import io.wsgateway.api.InvalidBody.Fault;
import io.wsgateway.core.ErrorCode;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.ElementKind;
import jakarta.validation.Path;
import jakarta.validation.Validator;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Has Bean Validation check what was read. */
@ApplicationScoped
public class Constraints {
  @Inject private Validator validator;

  /** What can tell by itself, in next to no time, that its constraints are kept. */
  interface Quick {
    /** Whether they are; if not, they may be all the same. */
    boolean isSurelyRight();
  }

  /**
   * Throws unless the constraints of all these parts of one body are kept.
   *
   * @throws InvalidBody telling all that are not
   */
  public void check(Object... parts) {
    List<Fault> faults = new ArrayList<>();
    for (Object part : parts) {
      if (part instanceof Quick quick && quick.isSurelyRight()) {
        continue;
      }
      for (ConstraintViolation<Object> violation : validator.validate(part)) {
        faults.add(new Fault(field(violation.getPropertyPath()), violation.getMessage()));
      }
    }
    if (!faults.isEmpty()) {
      // The validator has no order.
      faults.sort(Comparator.comparing(Fault::field).thenComparing(Fault::detail));
      throw new InvalidBody(ErrorCode.BAD_REQUEST, faults);
    }
  }

  /** Such as {@code to.users[3]}. */
  private static String field(Path path) {
    StringBuilder field = new StringBuilder();
    for (Path.Node node : path) {
      if (node.getIndex() != null) {
        field.append('[').append(node.getIndex()).append(']');
      }
      if (node.getKind() == ElementKind.PROPERTY) {
        field.append(field.isEmpty() ? "" : ".").append(node.getName());
      }
    }
    return field.toString();
  }
}
