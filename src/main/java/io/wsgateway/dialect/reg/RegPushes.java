package io.wsgateway.dialect.reg;

import io.wsgateway.auth.Caller;
import io.wsgateway.core.Destination;
import io.wsgateway.core.ErrorCode;
import io.wsgateway.core.Gateway;
import io.wsgateway.core.GatewayException;
import io.wsgateway.core.Payload;
import io.wsgateway.core.PublishOptions;
import io.wsgateway.http.Parameters;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.ws.rs.core.Response;
import java.util.List;

/**
 * Pushes of the reg dialect's back ends. Every well-formed one is answered with nothing, as in
 * luyucia/wsgateway, whose back ends look at the status alone. Has no state.
 */
@Dependent
class RegPushes {
  /** As many as the REST API takes at once. */
  private static final int MAX_USERS = 10_000;

  private static final String HTML = "text/html; charset=UTF-8";

  @Inject private Gateway gateway;

  /** To users, a comma-separated list; one that is named twice gets it twice. */
  Response toUsers(Parameters parameters, Caller caller) {
    RegArguments arguments = new RegArguments(parameters);
    String app = app(arguments, caller);
    List<String> users = arguments.list("userId");
    if (users.size() > MAX_USERS) {
      throw new GatewayException(
          ErrorCode.LIMIT,
          "A push names "
              + users.size()
              + " users; at most "
              + MAX_USERS
              + " may be named at once");
    }
    Payload content = Payload.text(arguments.get("content"));
    // All names are checked before the first is sent to: a push with a bad name reaches nobody.
    List<Destination> destinations = users.stream().map(user -> gateway.toUser(app, user)).toList();
    caller.chargeFor(destinations.size());
    publish(destinations, content, PublishOptions.NONE.by(caller.id()));
    return html("");
  }

  private void publish(List<Destination> all, Payload content, PublishOptions options) {
    for (int i = 0; i < all.size(); i++) {
      try {
        gateway.publish(all.get(i), content, options);
      } catch (GatewayException e) {
        throw e.afterSending(i, all.size());
      }
    }
  }

  /** To the members of a topic. */
  Response toTopic(Parameters parameters, Caller caller) {
    RegArguments arguments = new RegArguments(parameters);
    Destination topic = gateway.toTopic(app(arguments, caller), arguments.get("topic"));
    gateway.publish(
        topic, Payload.text(arguments.get("content")), PublishOptions.NONE.by(caller.id()));
    return html("");
  }

  /** The app that is meant, which the caller's key has to be for. */
  static String app(RegArguments arguments, Caller caller) {
    String app = arguments.get("app");
    caller.requireApp(app);
    return app;
  }

  static Response html(String body) {
    return Response.ok(body, HTML).build();
  }
}
