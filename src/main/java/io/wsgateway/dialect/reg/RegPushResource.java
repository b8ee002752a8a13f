package io.wsgateway.dialect.reg;

import io.wsgateway.auth.Caller;
import io.wsgateway.auth.ServerApi;
import io.wsgateway.config.GatewayConfig;
import io.wsgateway.config.Scope;
import io.wsgateway.core.Gateway;
import io.wsgateway.http.Parameters;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * The HTTP side of the reg dialect. Parameters come in the query, in an URL-encoded form or in a
 * multipart form. Every answer is 200 with HTML's media type, and every well-formed push is
 * answered with nothing, as in luyucia/wsgateway, whose back ends look at the status alone.
 */
@Path("/")
@RequestScoped
public class RegPushResource {
  @Inject private Gateway gateway;
  @Inject private GatewayConfig config;
  @Inject private RegPushes pushes;
  @Context private HttpServletRequest request;
  @Resource private ManagedExecutorService executor;

  /** Pushes to users, a comma-separated list; one that is named twice gets it twice. */
  @GET
  @ServerApi(Scope.PUSH)
  @Path("push/user")
  public Response pushToUsers() {
    return pushToUsers(null);
  }

  /** Pushes to users, a comma-separated list; one that is named twice gets it twice. */
  @POST
  @ServerApi(Scope.PUSH)
  @Path("push/user")
  public Response pushToUsers(@Nullable Parameters form) {
    return pushes.toUsers(Parameters.of(request, form), Caller.of(request));
  }

  /** Pushes to the members of a topic. */
  @GET
  @ServerApi(Scope.PUSH)
  @Path("push/topic")
  public Response pushToTopic() {
    return pushToTopic(null);
  }

  /** Pushes to the members of a topic. */
  @POST
  @ServerApi(Scope.PUSH)
  @Path("push/topic")
  public Response pushToTopic(@Nullable Parameters form) {
    return pushes.toTopic(Parameters.of(request, form), Caller.of(request));
  }

  /** Lists the members of a topic, connected or not, in no order. */
  @GET
  @ServerApi(Scope.READ)
  @Path("online/topic")
  public CompletionStage<Response> members() {
    return members(null);
  }

  /** Lists the members of a topic, connected or not, in no order. */
  @POST
  @ServerApi(Scope.READ)
  @Path("online/topic")
  public CompletionStage<Response> members(@Nullable Parameters form) {
    RegArguments arguments = arguments(form);
    // Not on the store's thread: an answer is written at the pace of whoever reads it.
    return gateway
        .usersIn(RegPushes.app(arguments, Caller.of(request)), arguments.get("topic"))
        .thenApplyAsync(users -> RegPushes.html(RegAnswers.members(users)), executor);
  }

  /**
   * Tells a client where to connect: always the first entry of {@code gateway.reg.server-list}. For
   * clients, so it needs no key.
   */
  @GET
  @Path("serverList")
  public Response serverList() {
    Optional<String> servers = config.reg().serverList();
    RegArguments arguments = arguments(null);
    if (servers.isEmpty()) {
      return RegPushes.html(RegAnswers.NO_SERVER);
    }
    boolean complete =
        arguments.find("app").filter(app -> !app.isEmpty()).isPresent()
            && arguments.find("userId").filter(user -> !user.isEmpty()).isPresent();
    return RegPushes.html(complete ? RegAnswers.firstOf(servers.get()) : RegAnswers.PARAM_ERROR);
  }

  private RegArguments arguments(@Nullable Parameters form) {
    return new RegArguments(Parameters.of(request, form));
  }
}
