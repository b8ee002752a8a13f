package io.wsgateway.http;

import io.wsgateway.config.GatewayConfig;
import io.wsgateway.core.ErrorCode;
import io.wsgateway.core.GatewayException;
import jakarta.inject.Inject;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.ext.Provider;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Reads no body beyond what the largest message can need, whatever its length claims to be. */
@Provider
public class BodyLimit implements ContainerRequestFilter {
  /** A form writes a byte as {@code %XX}, at worst. */
  private static final int FORM_GROWTH = 3;

  private static final int OTHER_FIELDS = 1 << 16;

  @Inject private GatewayConfig config;

  @Override
  public void filter(ContainerRequestContext request) {
    long limit = of(config);
    if (request.getLength() > limit) {
      throw tooLarge(limit);
    }
    if (request.hasEntity()) {
      request.setEntityStream(new Bounded(request.getEntityStream(), limit));
    }
  }

  /** How much of a body is read, in bytes. */
  public static long of(GatewayConfig config) {
    return (long) config.node().messageMaxSize() * FORM_GROWTH + OTHER_FIELDS;
  }

  /** What the caller of a larger one is told. */
  public static GatewayException tooLarge(long limit) {
    return new GatewayException(
        ErrorCode.TOO_LARGE, "The body is larger than the " + limit + " bytes that are read");
  }

  private static final class Bounded extends FilterInputStream {
    private final long limit;
    private long seen;

    Bounded(InputStream in, long limit) {
      super(in);
      this.limit = limit;
    }

    @Override
    public int read() throws IOException {
      int read = super.read();
      return read < 0 ? read : count(1, read);
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      int read = super.read(buffer, offset, length);
      return read < 0 ? read : count(read, read);
    }

    @Override
    public boolean markSupported() {
      return false;
    }

    private int count(int bytes, int result) {
      seen += bytes;
      if (seen > limit) {
        throw tooLarge(limit);
      }
      return result;
    }
  }
}
