package io.wsgateway.http;

import io.wsgateway.core.ErrorCode;
import io.wsgateway.core.GatewayException;
import jakarta.servlet.ServletContext;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The first page, which shows a newcomer that it works, and the page of the REST API. A resource
 * and no static files, because resources at the root hide static files on some servers.
 */
@Path("/")
public class PageResource {
  private static final Map<String, String> TYPES =
      Map.of(
          "html", "text/html; charset=UTF-8",
          "css", "text/css; charset=UTF-8",
          "js", "text/javascript; charset=UTF-8",
          "svg", "image/svg+xml");

  @Context private ServletContext files;

  /** The page. */
  @GET
  public Response page() {
    return file("index.html");
  }

  /** What the pages are made of, and the page of the REST API. */
  @GET
  @Path("page/{name: (api\\.html|[a-z-]+\\.(css|js|svg))}")
  public Response part(@PathParam("name") String name) {
    return file(name);
  }

  private Response file(String name) {
    @Nullable InputStream in = files.getResourceAsStream("/WEB-INF/page/" + name);
    if (in == null) {
      throw new GatewayException(ErrorCode.NOT_FOUND, "There is nothing under this path");
    }
    return Response.ok(in, TYPES.get(name.substring(name.indexOf('.') + 1))).build();
  }
}
