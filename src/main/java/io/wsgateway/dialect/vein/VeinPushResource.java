package io.wsgateway.dialect.vein;

import static java.lang.System.Logger.Level.ERROR;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.wsgateway.config.GatewayConfig;
import io.wsgateway.core.Audit;
import io.wsgateway.core.ErrorCode;
import io.wsgateway.core.GatewayException;
import io.wsgateway.core.Refusal;
import io.wsgateway.core.SparingLog;
import io.wsgateway.http.BodyLimit;
import io.wsgateway.http.Parameters;
import io.wsgateway.http.Problem;
import io.wsgateway.http.StrangersBodies;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.Providers;
import java.io.IOException;
import java.io.InputStream;
import java.lang.annotation.Annotation;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * The HTTP side of the vein dialect: a push to one user, signed with its app's secret, which is all
 * the permission that it needs. Parameters come as an URL-encoded form or in the query, as a
 * multipart form, or as JSON. The original answers a malformed URL-encoded form with status 400 and
 * plain text, and everything else with 200.
 */
@Path("/")
@RequestScoped
public class VeinPushResource {
  private static final SparingLog LOG = SparingLog.of(VeinPushResource.class);
  private static final Annotation[] NONE = {};

  @Inject private VeinPushes pushes;
  @Inject private Audit audit;
  @Inject private StrangersBodies bodies;
  @Inject private GatewayConfig config;
  @Context private HttpServletRequest request;
  @Context private HttpHeaders headers;
  @Context private Providers providers;
  @Resource private ManagedExecutorService executor;

  /** Answers when the push is accepted, whether anybody is there or not. */
  @POST
  @Path("api/v1/im/push")
  @Consumes(MediaType.WILDCARD)
  public CompletionStage<Response> push(@Nullable InputStream body) throws IOException {
    MediaType given = headers.getMediaType();
    MediaType type = given == null ? MediaType.APPLICATION_OCTET_STREAM_TYPE : given;
    boolean form = isKind(type, MediaType.APPLICATION_FORM_URLENCODED);
    try {
      CompletableFuture<Boolean> outcome =
          pushes.publish(read(type, arrived(body))).toCompletableFuture();
      // Not on the store's thread: an answer is written at the pace of whoever reads it.
      return outcome.isDone()
          ? outcome.handle((accepted, failure) -> answer(accepted, failure, form))
          : outcome.handleAsync((accepted, failure) -> answer(accepted, failure, form), executor);
    } catch (GatewayException e) {
      if (e.code() == ErrorCode.TOO_LARGE && e.refusal() == null) {
        audit.refused("body", Refusal.SIZE, "address", request.getRemoteAddr());
      }
      return CompletableFuture.completedFuture(failed(e, form));
    }
  }

  /** It is the body that says who sends it. */
  private InputStream arrived(@Nullable InputStream body) throws IOException {
    return body == null
        ? InputStream.nullInputStream()
        : bodies.open(request.getRemoteAddr(), body, BodyLimit.of(config) + 1);
  }

  /** A body whose type does not say that it is one of these is not read. */
  private VeinPush read(MediaType type, InputStream body) throws IOException {
    if (isKind(type, MediaType.APPLICATION_JSON)) {
      return VeinPushReader.ofJson(new String(body.readAllBytes(), UTF_8));
    }
    Parameters form =
        providers
            .getMessageBodyReader(Parameters.class, Parameters.class, NONE, type)
            .readFrom(
                Parameters.class, Parameters.class, NONE, type, headers.getRequestHeaders(), body);
    return VeinPushReader.ofParameters(Parameters.of(request, form));
  }

  private static boolean isKind(MediaType type, String kind) {
    return (type.getType() + "/" + type.getSubtype()).toLowerCase(Locale.ROOT).equals(kind);
  }

  private static Response answer(
      @Nullable Boolean accepted, @Nullable Throwable failure, boolean form) {
    if (failure == null) {
      return json(
          Boolean.TRUE.equals(accepted) ? VeinAnswers.PUSH_ACCEPTED : VeinAnswers.PUSH_REFUSED);
    }
    Throwable cause =
        failure instanceof CompletionException && failure.getCause() != null
            ? failure.getCause()
            : failure;
    if (cause instanceof GatewayException known) {
      return failed(known, form);
    }
    LOG.log(ERROR, "A push failed", cause);
    return json(VeinAnswers.PUSH_REFUSED);
  }

  private static Response failed(GatewayException failure, boolean form) {
    return switch (failure.code()) {
      case BAD_REQUEST, BAD_NAME, TOO_LARGE -> {
        String body = VeinAnswers.pushMalformed(String.valueOf(failure.getMessage()));
        yield form ? Response.status(400).type(VeinAnswers.TEXT).entity(body).build() : json(body);
      }
      // The original says the same with status 200, and never has too much to do.
      case OVERLOADED ->
          Response.fromResponse(Problem.of(failure).toResponse())
              .type(VeinAnswers.JSON)
              .entity(VeinAnswers.PUSH_REFUSED)
              .build();
      default -> json(VeinAnswers.PUSH_REFUSED);
    };
  }

  private static Response json(String body) {
    return Response.ok(body, VeinAnswers.JSON).build();
  }
}
