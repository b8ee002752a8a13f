package io.wsgateway.auth;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.wsgateway.config.AccessConfig;
import io.wsgateway.config.GatewayConfig;
import io.wsgateway.core.ErrorCode;
import io.wsgateway.core.GatewayException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.URI;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Who may call the server APIs: whoever shows a configured key; without any key configured,
 * programs on this machine; everybody with {@code gateway.push.open=true}.
 *
 * <p>Without a key the address is all there is to go by, so what may come from elsewhere in spite
 * of it is refused: a proxy on this machine, and a web page in a browser on this machine. A page
 * that had its own name resolve to this machine would show that name as {@code Host}.
 */
@ApplicationScoped
public class Callers {
  private static final List<String> FORWARDING =
      List.of(
          "Forwarded",
          "X-Forwarded-For",
          "X-Forwarded-Host",
          "X-Forwarded-Proto",
          "X-Forwarded-Port",
          "X-Forwarded-Server",
          "X-Real-IP",
          "X-Client-IP",
          "True-Client-IP",
          "CF-Connecting-IP",
          "Via");
  private static final String SET_A_KEY =
      "set gateway.keys=backend and gateway.key.backend.secret, and send the secret as X-API-Key";

  private boolean open;
  private List<byte[]> digests = List.of();

  /** For proxies of the container. */
  protected Callers() {}

  /** Those that are configured. */
  @Inject
  public Callers(GatewayConfig config) {
    this(config.access());
  }

  Callers(AccessConfig access) {
    open = access.pushOpen();
    digests = access.keys().values().stream().map(Callers::digest).toList();
  }

  /**
   * Lets a caller pass or throws.
   *
   * @param address the caller's, as the socket has it
   * @param headers gives a header's value, or null
   * @throws GatewayException {@link ErrorCode#UNAUTHORIZED} or {@link ErrorCode#FORBIDDEN}, saying
   *     what to do
   */
  public void check(String address, Function<String, @Nullable String> headers) {
    if (!open) {
      if (digests.isEmpty()) {
        checkLocal(address, headers);
      } else {
        checkKey(headers);
      }
    }
  }

  /**
   * The same for what programs on this machine may always read and others only with a key: {@code
   * gateway.push.open} opens it to nobody.
   *
   * @param address the caller's, as the socket has it
   * @param headers gives a header's value, or null
   * @throws GatewayException {@link ErrorCode#UNAUTHORIZED} or {@link ErrorCode#FORBIDDEN}, saying
   *     what to do
   */
  public void checkInsider(String address, Function<String, @Nullable String> headers) {
    Optional<String> fault = whyNotLocal(address, headers);
    if (fault.isPresent()) {
      if (digests.isEmpty()) {
        throw refused(fault.get());
      }
      checkKey(headers);
    }
  }

  private void checkKey(Function<String, @Nullable String> headers) {
    String shown = headers.apply("X-API-Key");
    String authorization = headers.apply("Authorization");
    if (shown == null
        && authorization != null
        && authorization.regionMatches(true, 0, "Bearer ", 0, 7)) {
      shown = authorization.substring(7).strip();
    }
    if (shown == null) {
      throw new GatewayException(
          ErrorCode.UNAUTHORIZED, "Send a key as X-API-Key or as Authorization: Bearer");
    }
    byte[] digest = digest(shown);
    boolean known = false;
    // All are compared, and digests are of one length, so that time tells nothing.
    for (byte[] key : digests) {
      known |= MessageDigest.isEqual(key, digest);
    }
    if (!known) {
      throw new GatewayException(ErrorCode.UNAUTHORIZED, "This key is not known here");
    }
  }

  private static void checkLocal(String address, Function<String, @Nullable String> headers) {
    Optional<String> fault = whyNotLocal(address, headers);
    if (fault.isPresent()) {
      throw refused(fault.get());
    }
  }

  /** What tells that a caller is no program on this machine, or may be none. */
  private static Optional<String> whyNotLocal(
      String address, Function<String, @Nullable String> headers) {
    if (!isLoopback(address)) {
      return Optional.of("callers from other machines need a key: " + SET_A_KEY);
    }
    for (String header : FORWARDING) {
      if (headers.apply(header) != null) {
        return Optional.of("callers behind a proxy (" + header + ") need a key: " + SET_A_KEY);
      }
    }
    String host = headers.apply("Host");
    if (host != null && !isLoopback(hostOf("http://" + host))) {
      return Optional.of(
          "without a key this machine must be called localhost, not " + host + "; or " + SET_A_KEY);
    }
    String site = headers.apply("Sec-Fetch-Site");
    String origin = headers.apply("Origin");
    boolean foreign =
        (site != null && !site.equals("same-origin") && !site.equals("none"))
            || (origin != null
                && !origin.equals("http://" + host)
                && !origin.equals("https://" + host));
    return foreign
        ? Optional.of("web pages of other origins need a key: " + SET_A_KEY)
        : Optional.empty();
  }

  private static GatewayException refused(String why) {
    return new GatewayException(ErrorCode.FORBIDDEN, "Refused: " + why);
  }

  private static boolean isLoopback(String host) {
    String name = host.toLowerCase(Locale.ROOT);
    return name.equals("localhost")
        || name.matches("127\\.\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}")
        || name.equals("[::1]")
        || name.equals("::1")
        || name.equals("0:0:0:0:0:0:0:1");
  }

  private static String hostOf(String url) {
    try {
      String host = URI.create(url).getHost();
      return host == null ? "" : host;
    } catch (IllegalArgumentException e) {
      return "";
    }
  }

  private static byte[] digest(String secret) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(secret.getBytes(UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
