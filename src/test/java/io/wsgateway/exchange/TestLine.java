package io.wsgateway.exchange;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import javax.net.ServerSocketFactory;

/** A line to a server that a test can make fail: a proxy on loopback, which may also end TLS. */
public final class TestLine implements AutoCloseable {
  private final ServerSocket listener;
  private final int target;
  private final List<Socket> sockets = new CopyOnWriteArrayList<>();
  private volatile boolean swallowing;
  private volatile List<Socket> swallowed = List.of();
  private volatile int accepted;
  private volatile int bytesPerSecond = Integer.MAX_VALUE;

  public TestLine(int target) {
    this(target, ServerSocketFactory.getDefault());
  }

  public TestLine(int target, ServerSocketFactory listeners) {
    this.target = target;
    try {
      listener = listeners.createServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    daemon(this::accept);
  }

  public int port() {
    return listener.getLocalPort();
  }

  /** How many there have been. */
  public int connections() {
    return accepted;
  }

  /**
   * Takes everything and passes on nothing, in either direction; or works again, for new
   * connections.
   */
  public void swallow(boolean on) {
    if (on) {
      swallowed = List.copyOf(sockets);
    }
    swallowing = on;
    if (!on) {
      reset();
    }
  }

  /** Whether none is open any more that was there when swallowing began. */
  public boolean isGivenUp() {
    return swallowed.stream().allMatch(Socket::isClosed);
  }

  public void slowTo(int bytesPerSecondEachWay) {
    bytesPerSecond = bytesPerSecondEachWay;
  }

  /** Cuts all connections. */
  public void reset() {
    sockets.forEach(TestLine::closeQuietly);
    sockets.clear();
  }

  @Override
  public void close() {
    try {
      listener.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    reset();
  }

  private void accept() {
    try {
      while (true) {
        Socket client = listener.accept();
        accepted++;
        sockets.add(client);
        daemon(() -> connect(client));
      }
    } catch (IOException e) {
      // Closed.
    }
  }

  private void connect(Socket client) {
    try {
      Socket server = new Socket(InetAddress.getByName("127.0.0.1"), target);
      sockets.add(server);
      daemon(() -> pass(client, server));
      pass(server, client);
    } catch (IOException e) {
      closeQuietly(client);
    }
  }

  private void pass(Socket from, Socket to) {
    byte[] buffer = new byte[4096];
    try {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        if (!swallowing) {
          out.write(buffer, 0, count);
        }
        LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(count) / bytesPerSecond);
      }
    } catch (IOException e) {
      // Closed.
    } finally {
      closeQuietly(from);
      closeQuietly(to);
    }
  }

  private static void daemon(Runnable work) {
    Thread thread = new Thread(work, "test-line");
    thread.setDaemon(true);
    thread.start();
  }

  private static void closeQuietly(Socket socket) {
    try {
      socket.setSoLinger(true, 0);
      socket.close();
    } catch (IOException e) {
      // It is closed.
    }
  }
}
