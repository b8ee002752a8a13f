package io.wsgateway.dialect;

import static java.lang.System.Logger.Level.WARNING;

import io.wsgateway.config.AppsConfig;
import io.wsgateway.config.GatewayConfig;
import jakarta.inject.Inject;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.annotation.WebListener;
import java.util.Set;
import java.util.TreeSet;

/** Tells the container the roles that rules and the console name: Payara knows no others. */
@WebListener
public class RoleDeclaration implements ServletContextListener {
  private static final System.Logger LOG = System.getLogger(RoleDeclaration.class.getName());

  @Inject private GatewayConfig config;

  @Override
  public void contextInitialized(ServletContextEvent event) {
    Set<String> declared = new TreeSet<>(config.apps().roles(AppsConfig.Auth.REALM));
    config.api().consoleRole().ifPresent(declared::add);
    event.getServletContext().declareRoles(declared.toArray(String[]::new));
    config.onReload(() -> tellLate(declared));
  }

  /** Roles can be declared only while the application starts. */
  private void tellLate(Set<String> declared) {
    Set<String> late = new TreeSet<>(config.apps().roles(AppsConfig.Auth.REALM));
    late.removeAll(declared);
    if (!late.isEmpty()) {
      LOG.log(
          WARNING,
          "Rules of apps with auth=realm name roles that they did not name when the application"
              + " was started, so that logins may lack them until it is started again: "
              + String.join(", ", late));
    }
  }
}
