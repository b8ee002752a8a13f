package io.wsgateway.dialect;

import io.wsgateway.core.DisconnectReason;
import io.wsgateway.core.GatewayException;

/** Why a client is closed that was not taken in. */
public final class TurnedAway {
  private TurnedAway() {}

  /**
   * What its close frame says.
   *
   * @param otherwise if the refusal itself does not say it
   */
  public static DisconnectReason reason(GatewayException refusal, DisconnectReason otherwise) {
    DisconnectReason reason = refusal.close();
    return reason == null ? otherwise : reason;
  }
}
