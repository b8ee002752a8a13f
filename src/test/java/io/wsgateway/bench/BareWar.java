package io.wsgateway.bench;

import java.io.File;
import java.nio.file.Path;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.exporter.ZipExporter;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/** An application, with CDI as the gateway is, of nothing but a {@link BareEndpoint}. */
final class BareWar {
  /** Where it is deployed, for its name. */
  static final String ROOT = "/bare";

  /** Of its WebSocket, after the root. */
  static final String PATH = "/connection";

  private BareWar() {}

  /** Makes it. */
  static Path file() {
    File file = new File("target/bare.war");
    ShrinkWrap.create(WebArchive.class, file.getName())
        .addClasses(BareEndpoint.class, BareServlet.class, BareWar.class)
        .addAsWebInfResource(new File("src/main/webapp/WEB-INF/beans.xml"), "beans.xml")
        .as(ZipExporter.class)
        .exportTo(file, true);
    return file.toPath();
  }
}
