package example;

import io.wsgateway.core.ConnectionEvent;
import io.wsgateway.core.Gateway;
import io.wsgateway.core.Payload;
import io.wsgateway.core.PublishOptions;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.util.Map;

/** An application that lives in the gateway's WAR: greets who comes, and says who has gone. */
@ApplicationScoped
public class Greeter {
  @Inject private Gateway gateway;

  void greet(@Observes ConnectionEvent.Bound event) {
    ConnectionEvent.Origin who = event.origin();
    gateway
        .app(who.app())
        .setInfo(who.connection(), Map.of("greeted", "yes"))
        .thenRun(
            () -> gateway.app(who.app()).sendToConnection(who.connection(), "hi " + who.user()));
  }

  void sayGoodbye(@Observes ConnectionEvent.Closed event) {
    ConnectionEvent.Origin who = event.origin();
    if (who.app() != null) {
      gateway
          .app(who.app())
          .sendToAll(Payload.text(who.user() + " has left"), PublishOptions.NONE.from(who.user()));
    }
  }
}
