package io.wsgateway.http;

import io.wsgateway.core.SessionRegistry;
import jakarta.inject.Inject;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.annotation.WebListener;

/**
 * Stops the gateway while the application is still whole. When Payara destroys the registry itself,
 * the application's classes can no longer be loaded, and clients would be left hanging.
 */
@WebListener
public class ShutdownListener implements ServletContextListener {
  @Inject private SessionRegistry registry;

  @Override
  public void contextDestroyed(ServletContextEvent event) {
    registry.stop();
  }
}
