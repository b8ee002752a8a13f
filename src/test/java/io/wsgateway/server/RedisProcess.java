package io.wsgateway.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import redis.embedded.core.ExecutableProvider;

/**
 * A Redis server on loopback, from the executable that the embedded-redis library brings for this
 * system. It keeps nothing on disk, and its port stays the same over restarts.
 *
 * <p>A test whose deployment needs its address holds it in a static field, which is there before
 * Arquillian deploys; a {@code @BeforeAll} method would come too late.
 */
public final class RedisProcess implements AutoCloseable {
  static final String EXECUTABLE = executable();

  private final int port = Ports.free();
  private final String executable;
  private final String password;
  private final List<String> options;
  private ChildProcess process;

  private RedisProcess(String executable, String password, List<String> options) {
    this.executable = executable;
    this.password = password;
    this.options = options;
  }

  public static RedisProcess start() {
    return start("");
  }

  /** With {@code requirepass}, unless the password is empty. */
  public static RedisProcess start(String password) {
    return start(password, List.of());
  }

  /** With options of its command line besides. */
  static RedisProcess start(String password, List<String> options) {
    RedisProcess redis = new RedisProcess(EXECUTABLE, password, options);
    redis.launch();
    return redis;
  }

  /** Another executable than the library's, by its path or its name. */
  public static RedisProcess startExecutable(String executable) {
    RedisProcess redis = new RedisProcess(executable, "", List.of());
    redis.launch();
    return redis;
  }

  public int port() {
    return port;
  }

  /** The number that the system knows the process by. */
  public long pid() {
    return process.pid();
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
        new ArrayList<>(List.of(executable, "--port", String.valueOf(port), "--bind", "127.0.0.1"));
    command.addAll(List.of("--save", "", "--appendonly", "no"));
    command.addAll(List.of("--dir", emptyFolder().toString()));
    if (!password.isEmpty()) {
      command.addAll(List.of("--requirepass", password));
    }
    command.addAll(options);
    process = ChildProcess.start(Path.of("target/servers/redis-" + port + ".log"), command);
    Ports.await("Redis", port, process);
  }

  /** A replica leaves its data on disk, and whoever starts there would read them. */
  private Path emptyFolder() {
    try {
      Path folder = Files.createDirectories(Path.of("target/servers/redis-" + port));
      Files.deleteIfExists(folder.resolve("dump.rdb"));
      return folder.toAbsolutePath();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String executable() {
    try {
      return ExecutableProvider.newJarResourceProvider().get().getPath();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
