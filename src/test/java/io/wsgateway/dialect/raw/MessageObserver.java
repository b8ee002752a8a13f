package io.wsgateway.dialect.raw;

import io.wsgateway.core.ConnectionEvent;
import io.wsgateway.core.Gateway;
import io.wsgateway.core.Payload;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;

/** Business code that hears what clients say as CDI events, and answers. */
@ApplicationScoped
public class MessageObserver {
  @Inject private Gateway gateway;

  public void on(@Observes ConnectionEvent.Message event) {
    Payload payload = event.payload();
    if (payload.text().equals("observe")) {
      gateway.app(event.origin().app()).sendToConnection(event.origin().connection(), "observed");
    }
  }
}
