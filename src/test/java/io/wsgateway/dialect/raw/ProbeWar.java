package io.wsgateway.dialect.raw;

import io.wsgateway.server.GatewayWar;
import java.util.HashMap;
import java.util.Map;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/**
 * A WAR in which raw clients, at its root, talk to a {@link ProbeApplication}, and which {@link
 * EmptyNodes} can ask.
 */
public final class ProbeWar {
  private ProbeWar() {}

  /** At {@code /name}. */
  public static WebArchive named(String name, Map<String, String> settings) {
    Map<String, String> all = new HashMap<>(settings);
    all.put("gateway.root-dialect", "raw");
    all.put("gateway.raw.application", ProbeApplication.NAME);
    return GatewayWar.named(name, all)
        .addClass(ConnectionsServlet.class)
        .addClasses(ProbeApplication.CLASSES);
  }
}
