package io.wsgateway.dialect;

import io.wsgateway.config.AppsConfig;
import io.wsgateway.config.GatewayConfig;
import jakarta.inject.Inject;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.annotation.WebListener;

/** Tells the container the roles that rules name: Payara knows no others. */
@WebListener
public class RoleDeclaration implements ServletContextListener {
  @Inject private GatewayConfig config;

  @Override
  public void contextInitialized(ServletContextEvent event) {
    event
        .getServletContext()
        .declareRoles(config.apps().roles(AppsConfig.Auth.REALM).toArray(String[]::new));
  }
}
