package io.wsgateway.bench;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;
import java.util.Set;

/** Holds the {@link EmptyResource}, in a WAR of its own. */
@ApplicationPath("/")
public class EmptyApplication extends Application {
  @Override
  public Set<Class<?>> getClasses() {
    return Set.of(EmptyResource.class);
  }
}
