package io.wsgateway.http;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;
import java.util.Map;

/**
 * Every resource lives at the root, where the back ends of the original gateways look for it. Root
 * resources are all {@code @Path("/")} with the path on the method: servers differ over two root
 * resources that share a prefix.
 */
@ApplicationPath("/")
public class RestApplication extends Application {

  /** Payara would answer OPTIONS with a description of all resources. */
  @Override
  public Map<String, Object> getProperties() {
    return Map.of("jersey.config.server.wadl.disableWadl", true);
  }
}
