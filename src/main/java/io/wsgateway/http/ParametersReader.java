package io.wsgateway.http;

import io.wsgateway.core.ErrorCode;
import io.wsgateway.core.GatewayException;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.EntityPart;
import jakarta.ws.rs.core.GenericType;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.ext.MessageBodyReader;
import jakarta.ws.rs.ext.Provider;
import jakarta.ws.rs.ext.Providers;
import java.io.IOException;
import java.io.InputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads a form, URL-encoded or multipart, so that resources take {@link Parameters}. A body of any
 * other type is not read and gives none.
 */
@Provider
@Consumes(MediaType.WILDCARD)
public class ParametersReader implements MessageBodyReader<Parameters> {
  private static final GenericType<List<EntityPart>> PARTS = new GenericType<>() {};

  @Context private Providers providers;

  @Override
  public boolean isReadable(
      Class<?> type, Type genericType, Annotation[] annotations, MediaType mediaType) {
    return type == Parameters.class;
  }

  @Override
  public Parameters readFrom(
      Class<Parameters> type,
      Type genericType,
      Annotation[] annotations,
      @Nullable MediaType mediaType,
      MultivaluedMap<String, String> headers,
      InputStream body)
      throws IOException {
    Parameters parameters = Parameters.none();
    if (mediaType == null) {
      return parameters;
    }
    if (MediaType.APPLICATION_FORM_URLENCODED_TYPE.isCompatible(mediaType)) {
      String length = headers.getFirst(HttpHeaders.CONTENT_LENGTH);
      return parameters.andForm(body.readAllBytes(), length == null ? -1 : Long.parseLong(length));
    }
    if (MediaType.MULTIPART_FORM_DATA_TYPE.isCompatible(mediaType)) {
      return parameters.andParts(parts(annotations, mediaType, headers, body));
    }
    return parameters;
  }

  /** The server's own reader of multipart forms. */
  private List<EntityPart> parts(
      Annotation[] annotations,
      MediaType mediaType,
      MultivaluedMap<String, String> headers,
      InputStream body) {
    @SuppressWarnings({"unchecked", "rawtypes"})
    Class<List<EntityPart>> raw = (Class) List.class;
    try {
      return providers
          .getMessageBodyReader(raw, PARTS.getType(), annotations, mediaType)
          .readFrom(raw, PARTS.getType(), annotations, mediaType, headers, body);
    } catch (GatewayException e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      // Servers throw all kinds of things at a form that is not one.
      throw new GatewayException(
          ErrorCode.BAD_REQUEST, "The body is not the multipart form that its type announces");
    }
  }
}
