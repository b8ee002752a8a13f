package io.wsgateway.server;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/**
 * nginx, from where Debian puts it, with the project's own configuration for it: only the addresses
 * are others.
 */
public final class NginxProcess implements AutoCloseable {
  private static final File BINARY = new File("/usr/sbin/nginx");
  private static final Path CONFIGURATION = Path.of("server-config/nginx/wsgateway.conf");

  /** What belongs to nginx and the machine. One process, so that nothing outlives it. */
  private static final String SURROUNDINGS =
      """
      daemon off;
      master_process off;
      pid %1$s/pid;
      error_log stderr;
      events {
          worker_connections 1024;
      }
      http {
          log_format nodes '$status $upstream_addr $request_uri';
          access_log %1$s/access.log nodes;
          client_body_temp_path %1$s/body;
          proxy_temp_path %1$s/proxy;
          fastcgi_temp_path %1$s/fastcgi;
          uwsgi_temp_path %1$s/uwsgi;
          scgi_temp_path %1$s/scgi;
          include %1$s/wsgateway.conf;
      }
      """;

  private final int port;
  private final Path folder;
  private final ChildProcess process;

  private NginxProcess(int port, Path folder, ChildProcess process) {
    this.port = port;
    this.folder = folder;
    this.process = process;
  }

  /** In front of nodes at these ports of loopback. */
  public static NginxProcess start(List<Integer> nodes) {
    int port = Ports.free();
    Path folder = Path.of("target/servers/nginx-" + port).toAbsolutePath();
    try {
      Files.createDirectories(folder);
      Files.writeString(folder.resolve("wsgateway.conf"), configuration(port, nodes));
      Files.writeString(folder.resolve("nginx.conf"), SURROUNDINGS.formatted(folder));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    ChildProcess process =
        ChildProcess.start(
            folder.resolve("nginx.log"),
            List.of(
                BINARY.getPath(),
                "-e",
                "stderr",
                "-p",
                folder.toString(),
                "-c",
                folder.resolve("nginx.conf").toString()));
    Ports.await("nginx", port, process);
    return new NginxProcess(port, folder, process);
  }

  private static String configuration(int port, List<Integer> nodes) throws IOException {
    String text = Files.readString(CONFIGURATION);
    List<String> servers =
        text.lines().filter(line -> line.strip().startsWith("server 1")).distinct().toList();
    String ours =
        nodes.stream()
            .map(node -> servers.get(0).replaceFirst("[0-9.]+:\\d+", "127.0.0.1:" + node))
            .collect(Collectors.joining("\n"));
    return text.replace(String.join("\n", servers), ours)
        .replace("listen 80 ", "listen 127.0.0.1:" + port + " ");
  }

  /** What clients and back ends use. */
  public URI base() {
    return URI.create("http://127.0.0.1:" + port + "/");
  }

  /**
   * What has ended so far, WebSockets too, a line each: {@code 101 127.0.0.1:8080 /connection},
   * with the node that answered last.
   */
  public List<String> requests() {
    try {
      return Files.readAllLines(folder.resolve("access.log"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    process.kill();
  }
}
