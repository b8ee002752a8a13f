package io.wsgateway.core;

/**
 * The catalogue of errors. Each dialect maps them to its wire, and the HTTP APIs to a status and a
 * problem document whose {@code type} ends in {@link #slug}.
 */
public enum ErrorCode {
  /** Something the caller sent cannot be understood or is not allowed in that place. */
  BAD_REQUEST("bad-request", 400),
  /**
   * The name of an app, user or topic is empty, too long, or has characters that names cannot have.
   */
  BAD_NAME("bad-name", 400),
  /** A key was asked for and is missing or wrong. */
  UNAUTHORIZED("unauthorized", 401),
  /** The caller is known, or need not be, but may not do this. */
  FORBIDDEN("forbidden", 403),
  /** The app is not listed, and only listed apps are served. */
  UNKNOWN_APP("unknown-app", 403),
  /** There is nothing under that path. */
  NOT_FOUND("not-found", 404),
  /** The path exists, but not with that method. */
  METHOD_NOT_ALLOWED("method-not-allowed", 405),
  /** The same request, by its idempotency key, is being done just now. */
  IN_PROGRESS("in-progress", 409),
  /** A message or a body is larger than configured. */
  TOO_LARGE("too-large", 413),
  /** The body is of a type that is not read here. */
  UNSUPPORTED_MEDIA_TYPE("unsupported-media-type", 415),
  /** An idempotency key came with another body before. */
  KEY_REUSED("idempotency-key-reused", 422),
  /** A configured limit is reached. */
  LIMIT("limit-reached", 429),
  /** The fault is the gateway's. */
  INTERNAL("internal", 500),
  /**
   * The gateway has as much to deliver as it can hold; the same request may succeed in a moment.
   */
  OVERLOADED("overloaded", 503),
  /** The node that was asked did not answer in time; whether it did as it was told is not known. */
  NO_ANSWER("no-answer", 504);

  private final String slug;
  private final int status;

  ErrorCode(String slug, int status) {
    this.slug = slug;
    this.status = status;
  }

  /** The stable name that callers may compare with. */
  public String slug() {
    return slug;
  }

  /** The HTTP status that says it best. */
  public int status() {
    return status;
  }

  /**
   * The code that stands for an HTTP status, {@link #BAD_REQUEST} or {@link #INTERNAL} where none
   * does.
   */
  public static ErrorCode ofStatus(int status) {
    for (ErrorCode code : values()) {
      if (code.status == status) {
        return code;
      }
    }
    return status >= 500 ? INTERNAL : BAD_REQUEST;
  }
}
