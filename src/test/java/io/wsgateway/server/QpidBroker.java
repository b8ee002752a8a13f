package io.wsgateway.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.qpid.server.SystemLauncher;
import org.apache.qpid.server.SystemLauncherListener;
import org.apache.qpid.server.model.SystemConfig;

/**
 * Apache Qpid in this JVM, on loopback: a broker for the protocol that RabbitMQ speaks, where
 * RabbitMQ is not installed. It ignores limits of queues and takes whatever it can; everything it
 * knows is gone when it stops.
 */
public final class QpidBroker implements AutoCloseable {
  private static final String USER = "tester";
  private static final String PASSWORD = "pässword%3A/?#";

  private final int port = Ports.free();
  private final SystemLauncher launcher =
      new SystemLauncher(new SystemLauncherListener.DefaultSystemLauncherListener());

  private QpidBroker() {}

  public static QpidBroker start() {
    QpidBroker broker = new QpidBroker();
    broker.launch();
    return broker;
  }

  public int port() {
    return port;
  }

  /** What a client needs to connect, the password included. */
  public URI uri() {
    return uri("amqp", "127.0.0.1", port);
  }

  /** The same through something else. */
  public URI uri(String scheme, String host, int otherPort) {
    return URI.create(
        scheme + "://" + USER + ":p%C3%A4ssword%253A%2F%3F%23@" + host + ":" + otherPort);
  }

  @Override
  public void close() {
    launcher.shutdown();
  }

  private void launch() {
    try {
      Path configuration = Files.createTempFile("qpid", ".json");
      Files.writeString(configuration, configuration());
      launcher.startup(
          Map.of(
              SystemConfig.TYPE,
              "Memory",
              SystemConfig.INITIAL_CONFIGURATION_LOCATION,
              configuration.toUri().toString(),
              SystemConfig.STARTUP_LOGGED_TO_SYSTEM_OUT,
              "false",
              SystemConfig.QPID_WORK_DIR,
              configuration.getParent().toString()));
      Files.delete(configuration);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (Exception e) {
      throw new IllegalStateException("Qpid does not start", e);
    }
  }

  private String configuration() {
    return """
        {
          "name": "test",
          "modelVersion": "9.1",
          "context": {
            "queue.behaviourOnUnknownDeclareArgument": "IGNORE"
          },
          "authenticationproviders": [{
            "name": "plain",
            "type": "Plain",
            "secureOnlyMechanisms": [],
            "users": [{"name": "%s", "type": "managed", "password": "%s"}]
          }],
          "ports": [{
            "name": "AMQP",
            "port": "%d",
            "bindingAddress": "127.0.0.1",
            "protocols": ["AMQP_0_9_1"],
            "authenticationProvider": "plain",
            "virtualhostaliases": [
              {"name": "nameAlias", "type": "nameAlias"},
              {"name": "defaultAlias", "type": "defaultAlias"}
            ]
          }],
          "virtualhostnodes": [{
            "name": "default",
            "type": "Memory",
            "defaultVirtualHostNode": "true",
            "virtualHostInitialConfiguration": "{\\"type\\": \\"Memory\\"}"
          }]
        }
        """
        .formatted(USER, PASSWORD, port);
  }
}
