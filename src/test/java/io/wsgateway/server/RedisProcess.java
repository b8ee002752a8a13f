package io.wsgateway.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import redis.embedded.core.ExecutableProvider;

/**
 * A Redis server on loopback, from the executable that the embedded-redis library brings for this
 * system. It keeps nothing on disk, and its port stays the same over restarts.
 *
 * <p>A test whose deployment needs its address holds it in a static field, which is there before
 * Arquillian deploys; a {@code @BeforeAll} method would come too late.
 */
public final class RedisProcess implements AutoCloseable {
  private static final String EXECUTABLE = executable();

  private final int port = Ports.free();
  private final String password;
  private ChildProcess process;

  private RedisProcess(String password) {
    this.password = password;
  }

  public static RedisProcess start() {
    return start("");
  }

  /** With {@code requirepass}, unless the password is empty. */
  public static RedisProcess start(String password) {
    RedisProcess redis = new RedisProcess(password);
    redis.launch();
    return redis;
  }

  public int port() {
    return port;
  }

  /** What a client needs to connect, the password included. */
  public URI uri() {
    return URI.create(
        "redis://" + (password.isEmpty() ? "" : ":" + password + "@") + "127.0.0.1:" + port);
  }

  /** SIGTERM: closes its connections in order. */
  public void stop() {
    process.stop();
  }

  /** SIGKILL. */
  public void kill() {
    process.kill();
  }

  /** Connections stay open, and nothing is answered. */
  public void freeze() {
    process.freeze();
  }

  public void thaw() {
    process.thaw();
  }

  /** Starts it again, empty, after {@link #stop} or {@link #kill}. */
  public void restart() {
    launch();
  }

  @Override
  public void close() {
    process.kill();
  }

  private void launch() {
    List<String> command =
        new ArrayList<>(List.of(EXECUTABLE, "--port", String.valueOf(port), "--bind", "127.0.0.1"));
    command.addAll(List.of("--save", "", "--appendonly", "no"));
    if (!password.isEmpty()) {
      command.addAll(List.of("--requirepass", password));
    }
    process = ChildProcess.start(Path.of("target/servers/redis-" + port + ".log"), command);
    awaitPort();
  }

  private static String executable() {
    try {
      return ExecutableProvider.newJarResourceProvider().get().getPath();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void awaitPort() {
    for (int attempt = 0; attempt < 500 && process.isAlive(); attempt++) {
      try (Socket socket = new Socket()) {
        socket.connect(new InetSocketAddress("127.0.0.1", port), 1000);
        return;
      } catch (IOException notYet) {
        pause();
      }
    }
    throw new IllegalStateException("Redis does not start:\n" + process.log());
  }

  private static void pause() {
    try {
      TimeUnit.MILLISECONDS.sleep(20);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
