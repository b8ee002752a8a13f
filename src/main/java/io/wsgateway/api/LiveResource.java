package io.wsgateway.api;

import io.wsgateway.auth.ServerApi;
import io.wsgateway.config.Scope;
import io.wsgateway.core.App;
import io.wsgateway.core.Gateway;
import io.wsgateway.core.Watches;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.ws.rs.Encoded;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.Sse;
import jakarta.ws.rs.sse.SseEventSink;
import java.util.function.Function;

/**
 * What happens to one user or topic, on all nodes, as it happens: a stream of server-sent events,
 * until whoever reads it hangs up or the node stops.
 */
@Path("/")
@RequestScoped
@ServerApi(Scope.ADMIN)
public class LiveResource {
  @Inject private Gateway gateway;
  @Resource private ManagedExecutorService executor;
  @Context private HttpServletResponse response;

  /** Of a user. */
  @GET
  @Path(ApiPath.APP + "/users/{user}/live")
  @Produces(MediaType.SERVER_SENT_EVENTS)
  public void ofUser(
      @PathParam("app") @Encoded String appName,
      @PathParam("user") @Encoded String userName,
      @Context SseEventSink sink,
      @Context Sse sse) {
    App app = gateway.app(ApiPath.name(appName));
    String user = ApiPath.name(userName);
    stream(sink, sse, listener -> app.watchUser(user, listener));
  }

  /** Of a topic. */
  @GET
  @Path(ApiPath.TOPIC + "/live")
  @Produces(MediaType.SERVER_SENT_EVENTS)
  public void ofTopic(
      @PathParam("app") @Encoded String appName,
      @PathParam("topic") @Encoded String topicName,
      @Context SseEventSink sink,
      @Context Sse sse) {
    App app = gateway.app(ApiPath.name(appName));
    String topic = ApiPath.name(topicName);
    stream(sink, sse, listener -> app.watchTopic(topic, listener));
  }

  private void stream(SseEventSink sink, Sse sse, Function<Watches.Listener, Watches.Watch> watch) {
    LiveStream stream =
        new LiveStream(sink, sse, executor, gateway.timers(), gateway.figures().node().number());
    Watches.Watch begun = watch.apply(stream);
    // nginx would keep it until there is a pageful.
    response.setHeader("X-Accel-Buffering", "no");
    stream.start(begun);
  }
}
