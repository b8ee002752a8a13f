package io.wsgateway.bench;

import jakarta.websocket.OnMessage;
import jakarta.websocket.server.ServerEndpoint;

/** A WebSocket that nothing is done with: what it takes, the container takes. */
@ServerEndpoint(BareWar.PATH)
public class BareEndpoint {
  @OnMessage
  public void ignore(String text) {}
}
