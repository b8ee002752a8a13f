package io.wsgateway.exchange;

import io.wsgateway.config.RedisConfig;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.security.NoSuchAlgorithmException;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.JedisSocketFactory;
import redis.clients.jedis.exceptions.JedisConnectionException;

/**
 * Opens the socket of one connection to Redis, once: Jedis would otherwise connect anew, without
 * logging in, when it finds its socket closed. {@link #abort} may be called by any thread and ends
 * whatever waits on the socket.
 *
 * <p>TLS trusts what the JVM trusts ({@code javax.net.ssl.trustStore}) and checks the host's name.
 */
final class RedisDialer implements JedisSocketFactory {
  private final RedisConfig config;
  private boolean used;
  private boolean aborted;
  private @Nullable Socket socket;

  RedisDialer(RedisConfig config) {
    this.config = config;
  }

  @Override
  public Socket createSocket() {
    try {
      Socket plain = connect();
      return config.uri().getScheme().equals("rediss") ? secure(plain) : plain;
    } catch (IOException e) {
      abort();
      throw new JedisConnectionException("Cannot connect to " + config.address(), e);
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
    URI uri = config.uri();
    IOException failure = new IOException("no address");
    for (InetAddress address : InetAddress.getAllByName(uri.getHost())) {
      Socket plain = newSocket();
      try {
        plain.connect(new InetSocketAddress(address, uri.getPort()), timeout());
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
    plain.setSoTimeout(timeout());
    socket = plain;
    return plain;
  }

  private Socket secure(Socket plain) throws IOException {
    SSLSocketFactory factory = defaultContext().getSocketFactory();
    URI uri = config.uri();
    SSLSocket secure = (SSLSocket) factory.createSocket(plain, uri.getHost(), uri.getPort(), true);
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

  private int timeout() {
    return (int) config.timeout().toMillis();
  }
}
