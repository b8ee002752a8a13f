package io.wsgateway.wire;

/** A case that a suite does not play, and why. */
public record LeftOut(String name, Reason reason) {

  /** Why a case is not played. The first that applies counts. */
  public enum Reason {
    /** Its verdict is not one of those wanted. */
    VERDICT,
    /** It was only read in the original's source and has no steps. */
    FROM_SOURCE,
    /** It was seen by hand; its steps cannot be played. */
    NOT_SCRIPTED,
    /** It was recorded by killing or hanging the original. */
    DESTRUCTIVE,
    /** It is slow, and slow ones are not wanted. */
    SLOW,
    /** It is not slow, and only slow ones are wanted. */
    FAST,
    /** It talks to a node that has no address. */
    NODE,
    /** It prepares the original's Redis, and nothing says which setting stands for that. */
    REDIS,
    /** The deployment does not have the setting that the case needs. */
    SETTING
  }
}
