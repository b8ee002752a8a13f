package io.wsgateway.api;

import io.wsgateway.core.ErrorCode;
import io.wsgateway.http.Problem;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import java.util.List;

/**
 * A body is not as expected. Its problem document lists all that is wrong, as the extension {@code
 * errors}.
 */
final class InvalidBody extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** So many faults are told; whoever makes more will see them next time. */
  static final int MAX_FAULTS = 20;

  private final ErrorCode code;
  private final transient List<Fault> faults;

  /**
   * One thing that is wrong.
   *
   * @param field where, such as {@code to.users[3]}; empty for the body itself
   * @param detail what is wrong, and what was expected
   */
  record Fault(String field, String detail) {}

  InvalidBody(ErrorCode code, List<Fault> faults) {
    super("The body is not as expected: " + first(faults));
    this.code = code;
    this.faults = List.copyOf(faults.subList(0, Math.min(MAX_FAULTS, faults.size())));
  }

  /** With one fault. */
  InvalidBody(String field, String detail) {
    this(ErrorCode.BAD_REQUEST, List.of(new Fault(field, detail)));
  }

  private static String first(List<Fault> faults) {
    Fault first = faults.get(0);
    String one = (first.field().isEmpty() ? "it " : first.field() + " ") + first.detail();
    return faults.size() == 1 ? one : one + "; errors has more";
  }

  /** The problem document. */
  JsonObject document() {
    JsonArrayBuilder errors = Documents.array();
    for (Fault fault : faults) {
      errors.add(Documents.object().add("field", fault.field()).add("detail", fault.detail()));
    }
    JsonObject plain = problem().toJsonObject();
    return Documents.object(plain).add("errors", errors).build();
  }

  int status() {
    return code.status();
  }

  private Problem problem() {
    return Problem.of(code, String.valueOf(getMessage()));
  }
}
