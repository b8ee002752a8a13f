package io.wsgateway.dialect;

import io.wsgateway.server.GatewayWar;
import java.net.URI;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/** All dialects on one node. */
@ArquillianTest
@RunAsClient
class AllDialectsIT extends AllDialectsContract {
  @ArquillianResource private URI base;

  @Deployment
  static WebArchive war() {
    return GatewayWar.atRoot(SETTINGS);
  }

  @Override
  URI base() {
    return base;
  }
}
