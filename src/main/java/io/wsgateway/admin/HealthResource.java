package io.wsgateway.admin;

import io.wsgateway.core.Gateway;
import io.wsgateway.core.Health;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonBuilderFactory;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.spi.JsonProvider;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Tells balancers and whatever starts and stops nodes how this one is, in the form of MicroProfile
 * Health: status 200 or 503, and a document that says why. For anybody; it tells nothing of
 * clients. Below {@code /api}, because servers have a {@code /health} of their own.
 */
@Path("/")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
public class HealthResource {
  private static final String HEALTH = "api/health";
  private static final JsonBuilderFactory JSON =
      JsonProvider.provider().createBuilderFactory(Map.of());

  @Inject private Gateway gateway;

  /** All of them. */
  @GET
  @Path(HEALTH)
  public Response all() {
    Health health = gateway.health();
    return answer(Stream.concat(health.started().stream(), health.ready().stream()).toList());
  }

  /** Whether it works at all; if not, it is to be started again. */
  @GET
  @Path(HEALTH + "/live")
  public Response live() {
    return answer(gateway.health().live());
  }

  /** Whether it may be sent clients. */
  @GET
  @Path(HEALTH + "/ready")
  public Response ready() {
    return answer(gateway.health().ready());
  }

  /** Whether it has started. */
  @GET
  @Path(HEALTH + "/started")
  public Response started() {
    return answer(gateway.health().started());
  }

  private static Response answer(List<Health.Check> checks) {
    JsonArrayBuilder items = JSON.createArrayBuilder();
    for (Health.Check check : checks) {
      items.add(
          JSON.createObjectBuilder()
              .add("name", check.name())
              .add("status", status(check.isUp()))
              .add("data", data(check)));
    }
    boolean up = checks.stream().allMatch(Health.Check::isUp);
    String document =
        JSON.createObjectBuilder()
            .add("status", status(up))
            .add("checks", items)
            .build()
            .toString();
    return Response.status(up ? Response.Status.OK : Response.Status.SERVICE_UNAVAILABLE)
        .entity(document)
        .build();
  }

  private static JsonObjectBuilder data(Health.Check check) {
    JsonObjectBuilder data = JSON.createObjectBuilder();
    check
        .data()
        .forEach(
            (name, value) -> {
              if (value instanceof Number number) {
                data.add(name, number.longValue());
              } else {
                data.add(name, value.toString());
              }
            });
    return data;
  }

  private static String status(boolean up) {
    return up ? "UP" : "DOWN";
  }
}
