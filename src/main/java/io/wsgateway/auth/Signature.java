package io.wsgateway.auth;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * What a signed request says of itself, in headers beside the request:
 *
 * <pre>
 * X-Gateway-Key: ID
 * X-Gateway-Time: seconds since 1970
 * X-Gateway-Nonce: 16 to 64 of A-Z a-z 0-9 _ -
 * X-Gateway-Signature: v1=HEX
 * </pre>
 *
 * <p>The signature is the HMAC-SHA256, with the key's secret, of {@code v1}, the method, the path
 * and the query as they are sent, the SHA-256 of the body in hex, the time and the nonce, with line
 * feeds between them. None of these can contain one.
 */
final class Signature {
  static final String KEY = "X-Gateway-Key";
  static final String TIME = "X-Gateway-Time";
  static final String NONCE = "X-Gateway-Nonce";
  static final String SIGNATURE = "X-Gateway-Signature";

  private static final Pattern TIME_FORM = Pattern.compile("[0-9]{1,12}");
  private static final Pattern NONCE_FORM = Pattern.compile("[A-Za-z0-9_-]{16,64}");
  private static final Pattern FORM = Pattern.compile("v1=[0-9a-fA-F]{64}");

  private final String time;
  private final String nonce;
  private final byte[] value;

  private Signature(String time, String nonce, byte[] value) {
    this.time = time;
    this.nonce = nonce;
    this.value = value;
  }

  /** Whether a call means to be signed, rightly or not. */
  static boolean isMeantBy(ServerCall call) {
    return call.header(KEY) != null || call.header(SIGNATURE) != null;
  }

  /** What is wrong with the headers of a call, if anything; then it has no {@link #of}. */
  static Optional<String> fault(ServerCall call) {
    if (call.header(KEY) == null) {
      return Optional.of(KEY + " is missing; send the id of the key");
    }
    if (!matches(TIME_FORM, call.header(TIME))) {
      return Optional.of(TIME + " is missing, or not the whole seconds since 1970");
    }
    if (!matches(NONCE_FORM, call.header(NONCE))) {
      return Optional.of(NONCE + " is missing, or not 16 to 64 of A-Z, a-z, 0-9, _ and -");
    }
    if (!matches(FORM, call.header(SIGNATURE))) {
      return Optional.of(SIGNATURE + " is missing, or not v1= and 64 hex digits");
    }
    return Optional.empty();
  }

  private static boolean matches(Pattern form, @Nullable String text) {
    return text != null && form.matcher(text).matches();
  }

  /** That of a call whose headers have no {@link #fault}. */
  static Signature of(ServerCall call) {
    return new Signature(
        Objects.requireNonNull(call.header(TIME)),
        Objects.requireNonNull(call.header(NONCE)),
        HexFormat.of().parseHex(Objects.requireNonNull(call.header(SIGNATURE)).substring(3)));
  }

  /** When it was made, as the caller says, in seconds since 1970. */
  long time() {
    return Long.parseLong(time);
  }

  String nonce() {
    return nonce;
  }

  /**
   * Whether the call was signed with one of the key's secrets; in time that does not tell which.
   */
  boolean isRight(ServerCall call, Key key) {
    byte[] text = text(call).getBytes(UTF_8);
    boolean right = false;
    for (String secret : key.secrets()) {
      right |= MessageDigest.isEqual(hmac(secret, text), value);
    }
    return right;
  }

  /** What is signed. */
  String text(ServerCall call) {
    return String.join(
        "\n",
        "v1",
        call.method(),
        call.path(),
        call.query(),
        HexFormat.of().formatHex(Key.sha256(call.body())),
        time,
        nonce);
  }

  private static byte[] hmac(String secret, byte[] text) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret.getBytes(UTF_8), "HmacSHA256"));
      return mac.doFinal(text);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has HmacSHA256", e);
    }
  }
}
