package io.wsgateway.api;

import io.wsgateway.core.Payload;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Size;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A message as a back end writes it.
 *
 * @param to whom it is for
 * @param text its content, or else
 * @param binary its content as bytes, base64 in the body
 * @param from the user it comes from, for dialects that show that
 * @param except who does not get it
 */
@ExactlyOne({"text", "binary"})
record MessageBody(
    @Given(message = "is missing; it says whom the message is for") @Valid @Nullable TargetBody to,
    @Nullable String text,
    @Nullable Payload binary,
    @Nullable String from,
    @Valid @Nullable ExceptBody except)
    implements ExactlyOne.Choice, Constraints.Quick {

  /** Who does not get a message. */
  record ExceptBody(
      @Size(max = TargetBody.MAX, message = TargetBody.TOO_MANY)
          @Nullable List<@ConnectionId Long> connections,
      @Size(max = TargetBody.MAX, message = TargetBody.TOO_MANY) @Nullable List<String> users) {
    static ExceptBody read(Fields fields) {
      return new ExceptBody(fields.numbers("connections"), fields.texts("users"));
    }
  }

  static MessageBody read(Fields fields) {
    return new MessageBody(
        fields.object("to", TargetBody::read),
        fields.text("text"),
        fields.parsed("binary", MessageBody::bytes, "base64"),
        fields.text("from"),
        fields.object("except", ExceptBody::read));
  }

  private static Payload bytes(String base64) {
    return Payload.binary(Base64.getDecoder().decode(base64));
  }

  @Override
  public boolean isSurelyRight() {
    return to != null && to.isSurelyRight() && (text == null) != (binary == null) && except == null;
  }

  @Override
  public List<@Nullable Object> alternatives() {
    return Arrays.asList(text, binary);
  }
}
