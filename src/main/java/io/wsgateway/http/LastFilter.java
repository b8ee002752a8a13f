package io.wsgateway.http;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletContext;
import java.util.EnumSet;

/** Puts filters behind all that are annotated, so that headers and rules hold for them, too. */
public final class LastFilter {
  private LastFilter() {}

  /** Adds one, while the application starts, for paths as servlets' mappings write them. */
  public static void add(
      ServletContext context, String name, Class<? extends Filter> type, String... paths) {
    FilterRegistration.Dynamic filter = context.addFilter(name, type);
    filter.setAsyncSupported(true);
    filter.addMappingForUrlPatterns(EnumSet.of(DispatcherType.REQUEST), true, paths);
  }
}
