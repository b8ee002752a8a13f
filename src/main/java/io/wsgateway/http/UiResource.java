package io.wsgateway.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.servlet.ServletContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;

/**
 * The console: a page that calls the server API as any program does, with the key that somebody
 * logs in with. The page itself is no secret, and is for anybody.
 */
@Path("/")
public class UiResource {
  private static final String PAGE = "index.html";

  @Context private ServletContext files;
  @Context private HttpServletRequest request;

  /**
   * The page, whose links are relative, since nobody knows below which path a proxy shows this. As
   * {@code /ui/} it lies a folder deeper than as {@code /ui}, and so do they then.
   */
  @GET
  @Path("ui")
  public Response page() throws IOException {
    try (InputStream in = PageFiles.of(files, "ui").open(PAGE)) {
      String page = new String(in.readAllBytes(), UTF_8);
      String here =
          request.getRequestURI().endsWith("/")
              ? page.replaceAll("(href|src)=\"(?!#)", "$1=\"../")
              : page;
      return Response.ok(here, PageFiles.type(PAGE)).build();
    }
  }

  /** What it is made of. */
  @GET
  @Path("ui/{name: (lib/)?[a-z.-]+\\.(css|js)}")
  public Response part(@PathParam("name") String name) {
    return PageFiles.of(files, "ui").file(name);
  }
}
