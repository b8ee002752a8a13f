package io.wsgateway.http;

import jakarta.servlet.ServletContext;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;

/**
 * The first page, which shows a newcomer that it works, and the page of the REST API. A resource
 * and no static files, because resources at the root hide static files on some servers.
 */
@Path("/")
public class PageResource {
  @Context private ServletContext files;

  /** The page. */
  @GET
  public Response page() {
    return PageFiles.of(files, "page").file("index.html");
  }

  /** What the pages are made of, and the page of the REST API. */
  @GET
  @Path("page/{name: (api\\.html|[a-z-]+\\.(css|js|svg))}")
  public Response part(@PathParam("name") String name) {
    return PageFiles.of(files, "page").file(name);
  }
}
