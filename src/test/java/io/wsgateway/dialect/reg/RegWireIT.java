package io.wsgateway.dialect.reg;

import io.wsgateway.server.GatewayWar;
import io.wsgateway.wire.RegSuite;
import java.net.URI;
import java.util.Map;
import java.util.stream.Stream;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * The recorded cases of luyucia/wsgateway against one node; {@link RegClusterProcessIT} plays those
 * of several.
 */
@ArquillianTest
@RunAsClient
class RegWireIT {
  @ArquillianResource private URI base;

  @Deployment
  static WebArchive war() {
    return GatewayWar.atRoot(
        Map.of(
            "gateway.user-connections",
            "latest",
            "gateway.push.open",
            "true",
            RegSuite.SERVER_LIST,
            RegSuite.TEXT_ENTRIES));
  }

  @TestFactory
  Stream<DynamicTest> contract() {
    return RegSuite.contract()
        .node("main", base)
        .setting(RegSuite.SERVER_LIST, RegSuite.TEXT_ENTRIES)
        .tests();
  }

  @TestFactory
  Stream<DynamicTest> mended() {
    return RegSuite.mended().node("main", base).tests();
  }
}
