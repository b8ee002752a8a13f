package io.wsgateway.dialect;

import io.wsgateway.server.GatewayWar;
import io.wsgateway.wire.GmSuite;
import io.wsgateway.wire.MemberSuite;
import io.wsgateway.wire.RawSuite;
import io.wsgateway.wire.VeinSuite;
import io.wsgateway.wire.WireSuite;
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
 * The recorded cases that wait for the originals' timers, of all dialects at the same time: each
 * dialect has a deployment of its own, so that they do not see each other. The suites of the
 * dialects have the others.
 */
@ArquillianTest
@RunAsClient
class SlowCasesIT {
  @ArquillianResource
  @OperateOnDeployment("slow-gm")
  private URI gm;

  @ArquillianResource
  @OperateOnDeployment("slow-member")
  private URI member;

  @ArquillianResource
  @OperateOnDeployment("slow-raw")
  private URI raw;

  @ArquillianResource
  @OperateOnDeployment("slow-vein")
  private URI vein;

  @Deployment(name = "slow-gm", order = 1)
  static WebArchive gm() {
    return GatewayWar.named("slow-gm", GmSuite.SETTINGS);
  }

  @Deployment(name = "slow-member", order = 2)
  static WebArchive member() {
    return GatewayWar.named("slow-member", MemberSuite.SETTINGS);
  }

  @Deployment(name = "slow-raw", order = 3)
  static WebArchive raw() {
    return GatewayWar.named("slow-raw", RawSuite.HELLO);
  }

  @Deployment(name = "slow-vein", order = 4)
  static WebArchive vein() {
    return GatewayWar.named("slow-vein", VeinSuite.RECORDED);
  }

  @TestFactory
  Stream<DynamicTest> contracts() {
    return WireSuite.together(
        GmSuite.contract().onlySlow().node("main", gm),
        MemberSuite.contract().onlySlow().node("main", member).node("stat", member),
        RawSuite.contract().onlySlow().node("default", raw),
        VeinSuite.contract().onlySlow().node("main", vein));
  }
}
