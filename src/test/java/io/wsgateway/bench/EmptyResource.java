package io.wsgateway.bench;

import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/** What a resource costs that does nothing: it reads no body and answers two characters of JSON. */
@Path("/")
public class EmptyResource {
  /** Nothing. */
  @POST
  @Path("empty")
  @Produces(MediaType.APPLICATION_JSON)
  public String nothing() {
    return "{}";
  }
}
