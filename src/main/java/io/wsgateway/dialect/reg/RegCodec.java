package io.wsgateway.dialect.reg;

import io.wsgateway.core.Dialect;
import io.wsgateway.core.Payload;
import io.wsgateway.core.Publication;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Optional;

/**
 * The text of the reg dialect: lines split at every colon, without escapes, so names cannot have
 * one. Commands are case sensitive, names are not trimmed, and further parts are ignored, as in
 * luyucia/wsgateway; the first of them behind {@code reg} is taken for a token where one is needed.
 */
@ApplicationScoped
public class RegCodec implements Dialect {
  static final String PATH = "/connection";

  /**
   * The answer to whatever cannot be understood. The original drops the connection over most of it.
   */
  static final Payload BAD_FORMAT = Payload.text("error msg format");

  private final Dialect answered = new RegAnswered(this);

  @Override
  public String name() {
    return "reg";
  }

  @Override
  public String path() {
    return PATH;
  }

  /** Content goes out as it came in. */
  @Override
  public Optional<Payload> encode(Publication publication) {
    Payload payload = publication.payload();
    return payload.isBinary() ? Optional.empty() : Optional.of(payload);
  }

  /** {@code expires:SECONDS}; a client shows a newer token with another {@code reg}. */
  @Override
  public Optional<Payload> expiryNotice(Duration left) {
    return Optional.of(Payload.text("expires:" + left.toSeconds()));
  }

  /** The same for clients that want an answer to everything. */
  public Dialect answered() {
    return answered;
  }

  /** What a line says, or nothing if it is not in the language. */
  Optional<RegCommand> parse(String line) {
    String[] parts = line.split(":", -1);
    if (parts[0].equals("reg") && parts.length >= 3) {
      return Optional.of(
          new RegCommand.Register(parts[1], parts[2], parts.length > 3 ? parts[3] : ""));
    }
    if (parts[0].equals("in") && parts.length >= 4) {
      return Optional.of(new RegCommand.Join(parts[1], parts[2], parts[3]));
    }
    if (parts[0].equals("out") && parts.length >= 4) {
      return Optional.of(new RegCommand.Leave(parts[1], parts[2], parts[3]));
    }
    return Optional.empty();
  }
}
