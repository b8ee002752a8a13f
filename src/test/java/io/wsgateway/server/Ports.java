package io.wsgateway.server;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;

/**
 * Free ports on loopback, each given once in this JVM.
 *
 * <p>They lie below 32768, where Linux begins the range for outgoing connections: a test with
 * thousands of those would otherwise sooner or later hold the port that a server is about to open
 * again. They lie above 26000, because Maven reserves the test server's own port below.
 */
public final class Ports {
  private static final Set<Integer> GIVEN = new HashSet<>();

  private Ports() {}

  public static synchronized int free() {
    for (int attempt = 0; attempt < 1000; attempt++) {
      int port = ThreadLocalRandom.current().nextInt(26_001, 32_768);
      if (GIVEN.add(port) && isFree(port)) {
        return port;
      }
    }
    throw new IllegalStateException("No free port");
  }

  /**
   * Waits until a process listens.
   *
   * @throws IllegalStateException with its log, if it ends first or takes ten seconds
   */
  static void await(String name, int port, ChildProcess process) {
    for (int attempt = 0; attempt < 500 && process.isAlive(); attempt++) {
      if (isOpen(port)) {
        return;
      }
      LockSupport.parkNanos(20_000_000);
    }
    throw new IllegalStateException(name + " does not start:\n" + process.log());
  }

  /** Whether somebody listens. */
  public static boolean isOpen(int port) {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress("127.0.0.1", port), 1000);
      return true;
    } catch (IOException notYet) {
      return false;
    }
  }

  private static boolean isFree(int port) {
    try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getByName("127.0.0.1"))) {
      return socket.isBound();
    } catch (IOException e) {
      return false;
    }
  }
}
