package io.wsgateway.dialect.vein;

import io.wsgateway.server.GatewayWar;
import io.wsgateway.wire.VeinSuite;
import java.net.URI;
import java.util.stream.Stream;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.OperateOnDeployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * The recorded cases of xlvein against one node; {@link VeinClusterIT} plays those of two. What is
 * mended is played against a node that remembers pushes, as it does by default.
 */
@ArquillianTest
@RunAsClient
class VeinWireIT {
  @ArquillianResource
  @OperateOnDeployment("vein-recorded")
  private URI recorded;

  @ArquillianResource
  @OperateOnDeployment("vein-mended")
  private URI mended;

  @Deployment(name = "vein-recorded", order = 1)
  static WebArchive recorded() {
    return GatewayWar.named("vein-recorded", VeinSuite.RECORDED);
  }

  @Deployment(name = "vein-mended", order = 2)
  static WebArchive mended() {
    return GatewayWar.named("vein-mended", VeinSuite.APPS);
  }

  @TestFactory
  Stream<DynamicTest> contract() {
    return VeinSuite.contract().withoutSlow().node("main", recorded).tests();
  }

  @TestFactory
  Stream<DynamicTest> mendedCases() {
    return VeinSuite.mended().node("main", mended).tests();
  }
}
