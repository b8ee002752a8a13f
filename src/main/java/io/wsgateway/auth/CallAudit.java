package io.wsgateway.auth;

import io.wsgateway.core.Audit;
import io.wsgateway.core.ErrorCode;
import io.wsgateway.core.GatewayException;
import io.wsgateway.core.Refusal;

/** Tells whose calls are refused and why. */
final class CallAudit {
  private final Audit audit;
  private final ServerCall call;

  CallAudit(Audit audit, ServerCall call) {
    this.audit = audit;
    this.call = call;
  }

  /**
   * Counts and audits a refusal, which the caller of this throws.
   *
   * @param key the id of the key that was shown, empty if that is not known
   * @param message what its caller is told
   */
  GatewayException refused(ErrorCode code, Refusal why, String key, String message) {
    audit.refused(
        "call",
        why,
        "method",
        call.method(),
        "path",
        call.path(),
        "key",
        key.isEmpty() ? "-" : key,
        "address",
        call.address());
    return new GatewayException(code, message).as(why);
  }
}
