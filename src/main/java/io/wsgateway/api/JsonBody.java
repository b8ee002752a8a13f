package io.wsgateway.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.wsgateway.core.ErrorCode;
import io.wsgateway.core.GatewayException;
import io.wsgateway.json.JsonText;
import jakarta.json.JsonValue;
import jakarta.ws.rs.core.MediaType;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A request's body of type {@code application/json}, read by our own code, because servers differ
 * over missing types, empty bodies and malformed texts.
 */
final class JsonBody {
  private final byte[] bytes;
  private final JsonValue value;

  private JsonBody(byte[] bytes) {
    this.bytes = bytes;
    this.value = parse(bytes);
  }

  /**
   * Reads a body to its end.
   *
   * @param type what the caller says it is
   * @throws GatewayException {@link ErrorCode#UNSUPPORTED_MEDIA_TYPE}, {@link ErrorCode#TOO_LARGE},
   *     or {@link ErrorCode#BAD_REQUEST} if it is not JSON in UTF-8
   */
  static JsonBody read(@Nullable String type, @Nullable InputStream body) throws IOException {
    if (type == null || !isUtf8(type, "json")) {
      throw new GatewayException(
          ErrorCode.UNSUPPORTED_MEDIA_TYPE,
          (type == null ? "The body has no type" : "The body is of another type")
              + "; send Content-Type: application/json, in UTF-8");
    }
    return new JsonBody(body == null ? new byte[0] : body.readAllBytes());
  }

  /**
   * One that is known to be of this type.
   *
   * @throws GatewayException {@link ErrorCode#BAD_REQUEST} if it is not JSON in UTF-8
   */
  static JsonBody of(byte[] bytes) {
    return new JsonBody(bytes);
  }

  /** The same where there need not be a body: nothing if there is none. */
  static Optional<JsonBody> readIfAny(@Nullable String type, @Nullable InputStream body)
      throws IOException {
    byte[] bytes = body == null ? new byte[0] : body.readAllBytes();
    return bytes.length == 0
        ? Optional.empty()
        : Optional.of(read(type, new ByteArrayInputStream(bytes)));
  }

  /**
   * What a reader makes of it.
   *
   * @throws InvalidBody if it is not as the reader expects it
   */
  <T> T as(Function<Fields, T> reader) {
    return Fields.read(value, reader);
  }

  /** Stands for its bytes; two bodies with the same one are the same. */
  String digest() {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
      return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /** Whether a type is this one of application/, in UTF-8 as far as it says. */
  static boolean isUtf8(String text, String subtype) {
    MediaType type;
    try {
      type = MediaType.valueOf(text);
    } catch (IllegalArgumentException e) {
      return false;
    }
    String charset = type.getParameters().get(MediaType.CHARSET_PARAMETER);
    return type.getType().equalsIgnoreCase("application")
        && type.getSubtype().equalsIgnoreCase(subtype)
        && (charset == null || charset.equalsIgnoreCase(UTF_8.name()));
  }

  private static JsonValue parse(byte[] bytes) {
    String text;
    try {
      text = UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw new GatewayException(ErrorCode.BAD_REQUEST, "The body is not valid UTF-8");
    }
    return JsonText.parse(text)
        .orElseThrow(
            () ->
                new GatewayException(
                    ErrorCode.BAD_REQUEST,
                    text.isBlank()
                        ? "The body is empty; expected a JSON object"
                        : "The body is not JSON, or nested deeper than " + JsonText.MAX_DEPTH));
  }
}
