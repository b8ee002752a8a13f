package io.wsgateway.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import io.wsgateway.server.EveryServer;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/** What is chosen where nothing else is wanted: on each server of the tests, the native way. */
@ArquillianTest
@RunAsClient
@EveryServer
class NativeTransportIT extends DeployedTransport {
  @Deployment
  static WebArchive war() {
    return war("native-transport", "auto");
  }

  @Override
  protected void assertWay() {
    assertThat(writers()).isEqualTo(onWildFly() ? "UndertowWriter" : "TyrusWriter");
  }
}
