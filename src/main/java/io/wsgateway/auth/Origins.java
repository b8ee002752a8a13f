package io.wsgateway.auth;

import io.wsgateway.config.GatewayConfig;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Which web pages may connect, {@code gateway.origins}. */
@ApplicationScoped
public class Origins {
  private static final String ANY = ".*";

  private Supplier<List<String>> listed = List::of;
  private volatile Compiled compiled = new Compiled(List.of(), List.of());

  /** What was made of a list, as long as that is the one in force. */
  private record Compiled(List<String> of, List<Pattern> allowed) {}

  /** For proxies of the container. */
  protected Origins() {}

  /** Those that are configured. */
  @Inject
  public Origins(GatewayConfig config) {
    this(() -> config.access().origins());
  }

  /** Those that are listed whenever somebody asks. */
  Origins(Supplier<List<String>> listed) {
    this.listed = listed;
  }

  private List<Pattern> allowed() {
    List<String> now = listed.get();
    Compiled present = compiled;
    if (!present.of().equals(now)) {
      present = new Compiled(now, now.stream().map(Origins::compile).toList());
      compiled = present;
    }
    return present.allowed();
  }

  /**
   * Whether a handshake with this {@code Origin} header may go on. Clients that are no browsers
   * send none.
   */
  public boolean allow(@Nullable String origin) {
    return origin == null
        || allowed().stream().anyMatch(pattern -> pattern.matcher(origin).matches());
  }

  /**
   * Whether a handshake that carries a login may go on: a browser sends that by itself. A lone *
   * lists nobody here, and a page of the gateway's own host needs no listing.
   *
   * @param host the {@code Host} that was asked
   */
  public boolean allowLogin(@Nullable String origin, @Nullable String host) {
    return origin == null
        || origin.equals("http://" + host)
        || origin.equals("https://" + host)
        || allowed().stream()
            .anyMatch(
                pattern -> !pattern.pattern().equals(ANY) && pattern.matcher(origin).matches());
  }

  /** A lone * is anything; inside an origin, * is one or more labels of a host name, or a port. */
  private static Pattern compile(String pattern) {
    if (pattern.equals("*")) {
      return Pattern.compile(ANY, Pattern.DOTALL);
    }
    StringBuilder regex = new StringBuilder();
    for (String literal : pattern.split("\\*", -1)) {
      regex.append(regex.isEmpty() ? "" : "[a-z0-9.-]+").append(Pattern.quote(literal));
    }
    return Pattern.compile(regex.toString(), Pattern.CASE_INSENSITIVE);
  }
}
