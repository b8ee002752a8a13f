package io.wsgateway.http;

import io.wsgateway.core.SessionRegistry;
import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebFilter;
import jakarta.servlet.http.HttpFilter;

/**
 * Stops the gateway while the application is still whole; no request ever comes here. Of all that a
 * server tells an application when it ends, this is the first that both tell in time: WildFly
 * closes all WebSockets, with 1001, before it tells listeners, and when Payara destroys the
 * registry itself, the application's classes can no longer be loaded, and clients would be left
 * hanging.
 */
@WebFilter(urlPatterns = "/no/such/path", asyncSupported = true)
public class ShutdownFilter extends HttpFilter {
  private static final long serialVersionUID = 1L;

  @Inject private transient SessionRegistry registry;

  @Override
  public void destroy() {
    registry.stop();
  }
}
