package io.wsgateway.server;

import io.wsgateway.client.HttpCalls;
import io.wsgateway.json.JsonText;
import jakarta.json.JsonArray;
import java.io.File;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jboss.shrinkwrap.api.exporter.ZipExporter;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/**
 * Three nodes on Payara Micro and one on WildFly, behind nginx: five processes. What joins the
 * nodes is for their settings to say, and a test's own.
 */
public final class GatewayCluster implements AutoCloseable {
  private static final int SIZE = 4;
  private static final int ON_WILDFLY = 3;

  private final Map<String, String> settings;
  private final List<Path> more;
  private final List<Integer> ports = IntStream.range(0, SIZE).mapToObj(i -> Ports.free()).toList();
  private final List<GatewayProcess> nodes = new ArrayList<>();
  private final NginxProcess nginx;

  private GatewayCluster(Map<String, String> settings, List<Path> more) {
    this.settings = settings;
    this.more = more;
    // Two at a time: a start takes all of a processor, and must not take too long.
    ExecutorService starters = Executors.newFixedThreadPool(2);
    List<CompletableFuture<GatewayProcess>> started =
        IntStream.range(0, SIZE)
            .mapToObj(i -> CompletableFuture.supplyAsync(() -> launch(i), starters))
            .toList();
    try {
      started.forEach(node -> nodes.add(node.join()));
      nginx = NginxProcess.start(ports);
    } catch (RuntimeException e) {
      started.forEach(node -> node.thenAccept(GatewayProcess::close));
      throw e;
    } finally {
      starters.shutdown();
    }
  }

  /** Returns when all nodes answer. Further WARs, each at its name, may need a moment more. */
  public static GatewayCluster start(Map<String, String> settings, WebArchive... further) {
    return new GatewayCluster(settings, Stream.of(further).map(GatewayCluster::exported).toList());
  }

  /** The balancer's address: all that clients and back ends know. */
  public URI base() {
    return nginx.base();
  }

  /** The addresses of the nodes, for those who want to look behind the balancer. */
  public List<URI> nodes() {
    return nodes.stream().map(node -> node.http("/")).toList();
  }

  /**
   * How many connections of clients to a path, which have ended, each node has had; in the order of
   * {@link #nodes}.
   */
  public List<Long> ended(String path) {
    List<String> requests = nginx.requests();
    return ports.stream()
        .map(
            port ->
                requests.stream()
                    .filter(line -> line.startsWith("101 127.0.0.1:" + port + " " + path))
                    .count())
        .toList();
  }

  /** How many connections of clients a node has. */
  public int connections(int node) {
    return listed(nodes.get(node).http("/")).getJsonObject(0).getInt("connections");
  }

  /** How many nodes have any. */
  public long busyNodes() {
    return IntStream.range(0, SIZE).filter(node -> connections(node) > 0).count();
  }

  /** How many nodes there are, says the one that the balancer asks. */
  public int known() {
    return listed(base()).size();
  }

  /** A node's list, itself first. */
  private static JsonArray listed(URI asked) {
    String answer = HttpCalls.to(asked).get("/api/v1/nodes").text();
    return JsonText.parse(answer).orElseThrow().asJsonObject().getJsonArray("items");
  }

  /** SIGKILL for one node. */
  public void kill(int node) {
    nodes.get(node).kill();
  }

  /** Starts it again, at the same address. */
  public void restart(int node) {
    nodes.set(node, launch(node));
  }

  @Override
  public void close() {
    nginx.close();
    nodes.forEach(GatewayProcess::close);
  }

  private GatewayProcess launch(int node) {
    String name = "balanced-" + (node + 1);
    return node == ON_WILDFLY
        ? GatewayProcess.startWildFly(name, ports.get(node), more, settings)
        : GatewayProcess.startMicro(name, ports.get(node), more, settings);
  }

  private static Path exported(WebArchive war) {
    File file = new File("target/servers/balanced", war.getName());
    file.getParentFile().mkdirs();
    war.as(ZipExporter.class).exportTo(file, true);
    return file.toPath();
  }
}
