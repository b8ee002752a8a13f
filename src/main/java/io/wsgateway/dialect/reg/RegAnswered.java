package io.wsgateway.dialect.reg;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.wsgateway.core.Dialect;
import io.wsgateway.core.ErrorCode;
import io.wsgateway.core.GatewayException;
import io.wsgateway.core.Payload;
import io.wsgateway.core.Publication;
import java.time.Duration;
import java.util.Optional;

/**
 * The reg dialect for clients that want an answer to everything: those that offer the subprotocol
 * {@value #SUBPROTOCOL}, which the original does not have. They say the same and are shown the same
 * publications, as text; what the gateway itself says comes as binary messages, so that no
 * publication can be taken for it:
 *
 * <ul>
 *   <li>{@code ok N}: what the client said in its Nth message, counted from 1, is done;
 *   <li>{@code no N CODE WHY}: it is not, with the slug of an {@link ErrorCode} and a text for
 *       people;
 *   <li>{@code expires SECONDS}: the proof will not hold much longer.
 * </ul>
 *
 * <p>Answers come in no certain order: some take longer.
 */
final class RegAnswered implements Dialect {
  /** What a client offers that wants this. */
  static final String SUBPROTOCOL = "wsgateway.answers";

  /** Names in what went wrong may be long. */
  private static final int MAX_WHY = 300;

  private final RegCodec codec;

  RegAnswered(RegCodec codec) {
    this.codec = codec;
  }

  static Payload done(int number) {
    return said("ok " + number);
  }

  static Payload refused(int number, GatewayException why) {
    String text = String.valueOf(why.getMessage());
    return refused(number, why.code(), text.substring(0, Math.min(text.length(), MAX_WHY)));
  }

  static Payload refused(int number, ErrorCode code, String why) {
    return said("no " + number + " " + code.slug() + " " + why);
  }

  @Override
  public String name() {
    return codec.name();
  }

  @Override
  public String path() {
    return codec.path();
  }

  @Override
  public Optional<Payload> encode(Publication publication) {
    return codec.encode(publication);
  }

  @Override
  public Optional<Payload> expiryNotice(Duration left) {
    return Optional.of(said("expires " + left.toSeconds()));
  }

  private static Payload said(String text) {
    return Payload.binary(text.getBytes(UTF_8));
  }
}
