package io.wsgateway.server;

import java.io.File;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.arquillian.container.spi.client.container.ContainerConfiguration;
import org.jboss.arquillian.container.spi.client.container.DeployableContainer;
import org.jboss.arquillian.container.spi.client.protocol.ProtocolDescription;
import org.jboss.arquillian.container.spi.client.protocol.metadata.HTTPContext;
import org.jboss.arquillian.container.spi.client.protocol.metadata.ProtocolMetaData;
import org.jboss.arquillian.container.spi.client.protocol.metadata.Servlet;
import org.jboss.arquillian.core.spi.LoadableExtension;
import org.jboss.shrinkwrap.api.Archive;
import org.jboss.shrinkwrap.api.exporter.ZipExporter;

/**
 * Arquillian on Payara Micro: each deployment is a server process of its own, so that two
 * deployments are two nodes for real. (Payara's own adapter holds one deployment, and lets each
 * server search the network for others.)
 */
public final class MicroContainer implements DeployableContainer<MicroContainer.Configuration> {
  private final Map<String, GatewayProcess> processes = new ConcurrentHashMap<>();

  /** Makes it known to Arquillian, in the runs that are for Payara Micro. */
  public static final class Extension implements LoadableExtension {
    @Override
    public void register(ExtensionBuilder builder) {
      if (System.getProperty("arquillian.launch", "").equals("micro")) {
        builder.service(DeployableContainer.class, MicroContainer.class);
      }
    }
  }

  /** Nothing to configure. */
  public static final class Configuration implements ContainerConfiguration {
    @Override
    public void validate() {}
  }

  @Override
  public Class<Configuration> getConfigurationClass() {
    return Configuration.class;
  }

  @Override
  public ProtocolDescription getDefaultProtocol() {
    return new ProtocolDescription("Servlet 5.0");
  }

  @Override
  public ProtocolMetaData deploy(Archive<?> archive) {
    String name = archive.getName().replace(".war", "");
    File folder = new File("target/servers/" + name);
    folder.mkdirs();
    File war = new File(folder, archive.getName());
    archive.as(ZipExporter.class).exportTo(war, true);
    String contextRoot = archive.contains("/WEB-INF/glassfish-web.xml") ? "" : "/" + name;
    GatewayProcess gateway =
        GatewayProcess.startMicro("micro-" + name, Path.of(war.getPath()), contextRoot, Map.of());
    processes.put(archive.getName(), gateway);
    HTTPContext http = new HTTPContext("127.0.0.1", gateway.http("/").getPort());
    http.add(new Servlet("ArquillianServletRunnerEE9", contextRoot));
    return new ProtocolMetaData().addContext(http);
  }

  @Override
  public void undeploy(Archive<?> archive) {
    processes.remove(archive.getName()).stop();
  }
}
