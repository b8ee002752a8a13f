package io.wsgateway.dialect.gm;

import io.wsgateway.server.GatewayWar;
import io.wsgateway.wire.GmSuite;
import java.net.URI;
import java.util.stream.Stream;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * The recorded cases of GMWebSockets, where the original has them and at the dialect's own path.
 */
@ArquillianTest
@RunAsClient
class GmWireIT {
  @ArquillianResource private URI base;

  @Deployment
  static WebArchive war() {
    return GatewayWar.atRoot(GmSuite.SETTINGS);
  }

  @TestFactory
  Stream<DynamicTest> contract() {
    return GmSuite.contract().withoutSlow().node("main", base).tests();
  }

  @TestFactory
  Stream<DynamicTest> contractAtItsOwnPath() {
    return GmSuite.contract().withoutSlow().node("main", base.resolve("gm")).tests();
  }

  @TestFactory
  Stream<DynamicTest> mended() {
    return GmSuite.mended().node("main", base).tests();
  }

  @TestFactory
  Stream<DynamicTest> mendedAtItsOwnPath() {
    return GmSuite.mended().node("main", base.resolve("gm")).tests();
  }
}
