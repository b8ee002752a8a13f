package io.wsgateway.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.enterprise.context.RequestScoped;
import jakarta.json.Json;
import jakarta.servlet.ServletContext;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;

/**
 * The description of this API, an OpenAPI document, for people and their tools. It is written by
 * hand; tests hold it against the resources and their answers. Public: it says nothing of who is
 * connected, and tools in web pages of other origins may read it.
 */
@Path("/")
@RequestScoped
public class OpenApiResource {
  private static final String TEXT = read();
  private static final String SERVER = "\"url\": \"/api/v1\"";

  @Context private ServletContext application;

  /** The document, which names this server as it is deployed. */
  @GET
  @Path("api/v1/openapi.json")
  @Produces(MediaType.APPLICATION_JSON)
  public Response document() {
    String server = Json.createValue(application.getContextPath() + "/api/v1").toString();
    byte[] document = TEXT.replace(SERVER, "\"url\": " + server).getBytes(UTF_8);
    return Response.ok(document).header("Access-Control-Allow-Origin", "*").build();
  }

  private static String read() {
    try (InputStream in = OpenApiResource.class.getResourceAsStream("openapi.json")) {
      return new String(Objects.requireNonNull(in, "openapi.json").readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
