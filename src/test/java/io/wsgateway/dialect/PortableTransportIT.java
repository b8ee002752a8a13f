package io.wsgateway.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/** Nothing but the standard API. */
@ArquillianTest
@RunAsClient
class PortableTransportIT extends DeployedTransport {
  @Deployment
  static WebArchive war() {
    return war("portable-transport", "portable");
  }

  @Override
  protected void assertWay() {
    assertThat(writers()).isEqualTo("PortableWriter");
  }

  /** Tyrus answers a close frame while it has a message of ours in its hands. */
  @Override
  protected int mostAfterClose() {
    return onWildFly() ? 0 : 1;
  }
}
