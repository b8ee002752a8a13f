package io.wsgateway.http;

import io.wsgateway.core.ErrorCode;
import io.wsgateway.core.GatewayException;
import jakarta.enterprise.context.RequestScoped;
import jakarta.servlet.ServletContext;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The JavaScript client, an ES module that pages of all origins may import, and its TypeScript
 * declarations. Browsers keep them and ask each time whether there are others.
 */
@Path("/")
@RequestScoped
public class ClientResource {
  private static final String SCRIPT = "text/javascript; charset=UTF-8";
  private static final String TEXT = "text/plain; charset=UTF-8";

  @Context private ServletContext files;

  /** One of the two files, or 304 for who has it. */
  @GET
  @Path("client/{name: wsgateway\\.(js|d\\.ts)}")
  public Response file(@PathParam("name") String name, @Context Request request)
      throws IOException {
    try (@Nullable InputStream in = files.getResourceAsStream("/WEB-INF/client/" + name)) {
      if (in == null) {
        throw new GatewayException(ErrorCode.NOT_FOUND, "There is nothing under this path");
      }
      byte[] content = in.readAllBytes();
      EntityTag tag = new EntityTag(UUID.nameUUIDFromBytes(content).toString());
      Response.ResponseBuilder unchanged = request.evaluatePreconditions(tag);
      return unchanged != null
          ? unchanged.tag(tag).build()
          : Response.ok(content, name.endsWith(".js") ? SCRIPT : TEXT).tag(tag).build();
    }
  }
}
