package io.wsgateway.api;

import io.wsgateway.http.Problem;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;

/** Answers a body that is not as expected with its problem document. */
@Provider
public class InvalidBodyMapper implements ExceptionMapper<InvalidBody> {
  @Override
  public Response toResponse(InvalidBody invalid) {
    return Response.status(invalid.status())
        .type(Problem.MEDIA_TYPE)
        .entity(invalid.document().toString())
        .build();
  }
}
