package io.wsgateway.wire;

/** What is to be made of a recorded case. */
public enum Verdict {
  /** Reproduce it exactly. */
  KEEP,
  /** The status code matters, body and content type do not. */
  STATUS,
  /** Free: no client depends on it. */
  INCIDENTAL,
  /** The original is wrong; the case says what to do instead. */
  BUG,
  /** The original is unsafe; the case says what to do instead. */
  SECURITY
}
