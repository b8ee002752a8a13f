package io.wsgateway.auth;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Tells programs on this machine from others. The address is all there is to go by, so what may
 * come from elsewhere in spite of it is refused: a proxy on this machine, and a web page in a
 * browser on this machine. A page that had its own name resolve to this machine would show that
 * name as {@code Host}. Stateless.
 */
final class LocalCallers {
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

  /** What programs mostly say; anything else is looked at more closely. */
  private static final Pattern PLAIN_HOST =
      Pattern.compile("(localhost|127\\.0\\.0\\.1)(:\\d{1,5})?");

  private static final Pattern LOOPBACK = Pattern.compile("127\\.\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}");
  private static final String SET_A_KEY =
      "set gateway.keys=backend and gateway.key.backend.secret, and send the secret as X-API-Key";

  private LocalCallers() {}

  /** What tells that a caller is no program on this machine, or may be none. */
  static Optional<String> whyNot(ServerCall call) {
    if (!isLoopback(call.address())) {
      return Optional.of("callers from other machines need a key: " + SET_A_KEY);
    }
    for (String header : FORWARDING) {
      if (call.header(header) != null) {
        return Optional.of("callers behind a proxy (" + header + ") need a key: " + SET_A_KEY);
      }
    }
    String host = call.header("Host");
    if (host != null
        && !PLAIN_HOST.matcher(host).matches()
        && !isLoopback(hostOf("http://" + host))) {
      return Optional.of(
          "without a key this machine must be called localhost, not " + host + "; or " + SET_A_KEY);
    }
    return isOfAnotherPage(call)
        ? Optional.of("web pages of other origins need a key: " + SET_A_KEY)
        : Optional.empty();
  }

  /** Whether a browser says that a page of another origin has it make this call. */
  static boolean isOfAnotherPage(ServerCall call) {
    String host = call.header("Host");
    String site = call.header("Sec-Fetch-Site");
    String origin = call.header("Origin");
    return (site != null && !site.equals("same-origin") && !site.equals("none"))
        || (origin != null
            && !origin.equals("http://" + host)
            && !origin.equals("https://" + host));
  }

  private static boolean isLoopback(String host) {
    String name = host.toLowerCase(Locale.ROOT);
    return name.equals("localhost")
        || LOOPBACK.matcher(name).matches()
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
}
