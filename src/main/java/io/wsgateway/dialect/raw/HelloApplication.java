package io.wsgateway.dialect.raw;

import jakarta.enterprise.context.ApplicationScoped;

/**
 * Says {@code hello} to everybody when somebody connects, and nothing else: the example {@code
 * default} of bin-x/websocket. Everybody are the clients that have connected to it, not all of the
 * app: a stranger could otherwise speak to users of the other dialects.
 */
@ApplicationScoped
public class HelloApplication implements RawApplication {
  private static final String EVERYBODY = "hello";

  @Override
  public String name() {
    return "hello";
  }

  @Override
  public void onConnect(RawClient client) {
    client.join(EVERYBODY);
    client.app().sendToTopic(EVERYBODY, "hello");
  }
}
