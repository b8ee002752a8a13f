package io.wsgateway.exchange;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;

/**
 * Opens the socket of one connection to a broker, once. {@link #abort} may be called by any thread
 * and ends whatever waits on the socket.
 *
 * <p>TLS trusts what the JVM trusts ({@code javax.net.ssl.trustStore}) and checks the host's name.
 */
final class BrokerDialer {
  private final String host;
  private final int port;
  private final boolean tls;
  private final int timeoutMillis;
  private boolean used;
  private boolean aborted;
  private @Nullable Socket socket;

  /**
   * Connects only when told to.
   *
   * @param timeout how long each address of the host, the handshake of TLS, and later each reading
   *     may take
   */
  BrokerDialer(String host, int port, boolean tls, Duration timeout) {
    this.host = host;
    this.port = port;
    this.tls = tls;
    timeoutMillis = (int) timeout.toMillis();
  }

  /** Connects, and fails if it did before or was aborted. */
  Socket open() throws IOException {
    try {
      Socket plain = connect();
      return tls ? secure(plain) : plain;
    } catch (IOException e) {
      abort();
      throw e;
    }
  }

  /**
   * Closes the socket for good. What was not sent is discarded: should the network come back, it
   * must not arrive after what is sent over the next connection.
   */
  synchronized void abort() {
    aborted = true;
    if (socket != null) {
      try {
        socket.close();
      } catch (IOException e) {
        // It is of no use any more either way.
      }
    }
  }

  private Socket connect() throws IOException {
    IOException failure = new IOException("no address");
    for (InetAddress address : InetAddress.getAllByName(host)) {
      Socket plain = newSocket();
      try {
        plain.connect(new InetSocketAddress(address, port), timeoutMillis);
        used = true;
        return plain;
      } catch (IOException e) {
        failure = e;
        plain.close();
      }
    }
    throw failure;
  }

  /** A socket that {@link #abort} knows before anything waits on it. */
  private synchronized Socket newSocket() throws IOException {
    if (used || aborted) {
      throw new SocketException("Connection is closed");
    }
    Socket plain = new Socket();
    plain.setTcpNoDelay(true);
    plain.setKeepAlive(true);
    plain.setSoLinger(true, 0);
    plain.setSoTimeout(timeoutMillis);
    socket = plain;
    return plain;
  }

  private Socket secure(Socket plain) throws IOException {
    SSLSocketFactory factory = defaultContext().getSocketFactory();
    SSLSocket secure = (SSLSocket) factory.createSocket(plain, host, port, true);
    SSLParameters parameters = secure.getSSLParameters();
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    secure.setSSLParameters(parameters);
    secure.startHandshake();
    return secure;
  }

  private static SSLContext defaultContext() throws IOException {
    try {
      return SSLContext.getDefault();
    } catch (NoSuchAlgorithmException e) {
      throw new IOException("TLS is not available", e);
    }
  }
}
