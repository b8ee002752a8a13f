package io.wsgateway.auth;

/** Whether somebody is the user that it claims to be. */
public enum Verdict {
  /** It is, as far as the app's settings ask. */
  ACCEPTED,
  /** It is not, or nobody could tell in time. */
  REFUSED
}
