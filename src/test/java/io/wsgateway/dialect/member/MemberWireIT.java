package io.wsgateway.dialect.member;

import io.wsgateway.server.GatewayWar;
import io.wsgateway.wire.MemberSuite;
import io.wsgateway.wire.WireSuite;
import java.net.URI;
import java.util.stream.Stream;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The recorded cases of mgxian/ws-gateway. */
@ArquillianTest
@RunAsClient
class MemberWireIT {
  @ArquillianResource private URI base;

  @Deployment
  static WebArchive war() {
    return GatewayWar.atRoot(MemberSuite.SETTINGS);
  }

  @TestFactory
  Stream<DynamicTest> contract() {
    return onThisNode(MemberSuite.contract().withoutSlow()).tests();
  }

  @TestFactory
  Stream<DynamicTest> mended() {
    return onThisNode(MemberSuite.mended()).tests();
  }

  private WireSuite onThisNode(WireSuite suite) {
    return suite.node("main", base).node("stat", base);
  }
}
