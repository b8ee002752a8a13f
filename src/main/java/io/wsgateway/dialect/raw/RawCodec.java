package io.wsgateway.dialect.raw;

import io.wsgateway.config.GatewayConfig;
import io.wsgateway.core.Dialect;
import io.wsgateway.core.Payload;
import io.wsgateway.core.Publication;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Optional;

/** The raw dialect has no language of its own: what is said arrives as it is, text or bytes. */
@ApplicationScoped
public class RawCodec implements Dialect {
  static final String NAME = "raw";
  static final String PATH = "/raw";

  @Inject private GatewayConfig config;

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String path() {
    return PATH;
  }

  @Override
  public Optional<String> app() {
    return Optional.of(config.raw().app());
  }

  /** {@code token-expires:SECONDS}; a client shows a newer token as {@code token:TOKEN}. */
  @Override
  public Optional<Payload> expiryNotice(Duration left) {
    return Optional.of(Payload.text("token-expires:" + left.toSeconds()));
  }

  @Override
  public Optional<Payload> encode(Publication publication) {
    return Optional.of(publication.payload());
  }
}
