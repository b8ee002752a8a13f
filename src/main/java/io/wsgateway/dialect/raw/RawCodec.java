package io.wsgateway.dialect.raw;

import io.wsgateway.core.Dialect;
import io.wsgateway.core.Payload;
import io.wsgateway.core.Publication;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/** The raw dialect has no language of its own: what is said arrives as it is, text or bytes. */
@ApplicationScoped
public class RawCodec implements Dialect {
  static final String NAME = "raw";
  static final String PATH = "/raw";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String path() {
    return PATH;
  }

  @Override
  public Optional<Payload> encode(Publication publication) {
    return Optional.of(publication.payload());
  }
}
