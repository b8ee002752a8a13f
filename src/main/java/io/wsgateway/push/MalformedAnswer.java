package io.wsgateway.push;

/** An answer that a gateway would not give. Does not leave the package. */
final class MalformedAnswer extends RuntimeException {
  private static final long serialVersionUID = 1;

  MalformedAnswer(String fault) {
    super(fault);
  }
}
