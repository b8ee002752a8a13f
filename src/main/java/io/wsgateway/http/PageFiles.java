package io.wsgateway.http;

import io.wsgateway.core.ErrorCode;
import io.wsgateway.core.GatewayException;
import jakarta.servlet.ServletContext;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What pages are made of: the files of one folder below WEB-INF. */
record PageFiles(ServletContext application, String folder) {
  private static final Map<String, String> TYPES =
      Map.of(
          "html", "text/html; charset=UTF-8",
          "css", "text/css; charset=UTF-8",
          "js", "text/javascript; charset=UTF-8",
          "svg", "image/svg+xml");

  static PageFiles of(ServletContext application, String folder) {
    return new PageFiles(application, folder);
  }

  /**
   * A file as an answer.
   *
   * @param name of no other parts than the resource's path allows
   * @throws GatewayException {@link ErrorCode#NOT_FOUND}
   */
  Response file(String name) {
    return Response.ok(open(name), type(name)).build();
  }

  /** A file's content, to be closed by who reads it. */
  InputStream open(String name) {
    @Nullable InputStream in = application.getResourceAsStream("/WEB-INF/" + folder + "/" + name);
    if (in == null) {
      throw new GatewayException(ErrorCode.NOT_FOUND, "There is nothing under this path");
    }
    return in;
  }

  /** Its media type, by the end of its name. */
  static @Nullable String type(String name) {
    return TYPES.get(name.substring(name.lastIndexOf('.') + 1));
  }
}
