package io.wsgateway.push;

import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Says what a {@link PushClient} is to be like. Only an address and an app have to be said. For one
 * thread.
 */
public final class PushClientBuilder {
  private static final int DEFAULT_IN_FLIGHT = 256;

  private List<URI> addresses = List.of();
  private String app = "";
  private Credentials credentials = Credentials.NONE;
  private Duration connectTimeout = Duration.ofSeconds(2);
  private Duration requestTimeout = Duration.ofSeconds(10);
  private Retries retries = Retries.DEFAULT;
  private boolean anywhere = true;
  private int inFlight = DEFAULT_IN_FLIGHT;
  private @Nullable Executor executor;
  private @Nullable HttpClient http;

  PushClientBuilder() {}

  /**
   * Where gateways are: {@code http} or {@code https}, with the context path if there is one. The
   * first one is used until it fails, then the next; one that failed is left alone for a while.
   *
   * @throws IllegalArgumentException if it is not such an address
   */
  public PushClientBuilder uri(URI... bases) {
    addresses = Arrays.stream(bases).map(PushClientBuilder::checked).toList();
    return this;
  }

  /** The same, as texts. */
  public PushClientBuilder uri(String... bases) {
    return uri(Arrays.stream(bases).map(URI::create).toArray(URI[]::new));
  }

  /** The app that everything is about. */
  public PushClientBuilder app(String name) {
    app = PathText.checked(name);
    return this;
  }

  /** Shows the secret of a key; over anything but TLS others can read it. */
  public PushClientBuilder key(String secret) {
    credentials = Credentials.key(secret);
    return this;
  }

  /**
   * Signs every request, and every repetition of one, instead of showing the secret. The clocks of
   * this machine and the gateway's may differ by {@code gateway.keys.signature-window}, 5 minutes.
   *
   * @param id the key's name in {@code gateway.keys}
   */
  public PushClientBuilder signedBy(String id, String secret) {
    if (!id.matches("[!-~]+")) {
      throw new IllegalArgumentException("The key's id has characters that none can have");
    }
    credentials = Credentials.signed(id, secret, InstantSource.system());
    return this;
  }

  /** How long it may take to reach a gateway; 2 seconds unless said. */
  public PushClientBuilder connectTimeout(Duration time) {
    connectTimeout = positive("connectTimeout", time);
    return this;
  }

  /** How long one try may take, from its beginning to the end of its answer; 10 s unless said. */
  public PushClientBuilder requestTimeout(Duration time) {
    requestTimeout = positive("requestTimeout", time);
    return this;
  }

  /** How often calls are tried; {@link Retries#DEFAULT} unless said. */
  public PushClientBuilder retries(Retries policy) {
    retries = policy;
    return this;
  }

  /**
   * Whether a push that may have been accepted by one gateway is tried again at another; so unless
   * said. Nodes that are joined by Redis share the keys that make that harmless. Those joined by
   * RabbitMQ do not: say false there, and such a push is repeated only where it was first sent.
   */
  public PushClientBuilder repeatElsewhere(boolean allowed) {
    anywhere = allowed;
    return this;
  }

  /**
   * How many calls may be under way at once, also those that pause before a repetition; 256 unless
   * said. One more is refused if it is asynchronous, and waits for its turn if it is not.
   */
  public PushClientBuilder maxInFlight(int calls) {
    if (calls < 1) {
      throw new IllegalArgumentException("maxInFlight is " + calls + "; expected 1 or more");
    }
    inFlight = calls;
    return this;
  }

  /** What the HTTP client runs on, such as a server's managed executor; its own unless said. */
  public PushClientBuilder executor(Executor threads) {
    executor = threads;
    return this;
  }

  /**
   * The HTTP client itself, for a TLS context or a proxy of one's own. Then neither {@link
   * #connectTimeout} nor {@link #executor} is looked at, and it should speak HTTP/1.1: where there
   * is no TLS, the way to HTTP/2 leads through an upgrade, which gateways do not take.
   */
  public PushClientBuilder httpClient(HttpClient client) {
    http = client;
    return this;
  }

  /**
   * The client.
   *
   * @throws IllegalStateException if no address or no app was said
   */
  public PushClient build() {
    if (addresses.isEmpty() || app.isEmpty()) {
      throw new IllegalStateException(
          "A push client needs to know " + (app.isEmpty() ? "its app" : "an address of a gateway"));
    }
    Connection connection =
        new Connection(
            http == null ? newHttp() : http,
            new Addresses(addresses, System::nanoTime),
            credentials,
            requestTimeout,
            retries,
            anywhere);
    return new PushClient(connection, new Places(inFlight, retries.deadline()), app);
  }

  private HttpClient newHttp() {
    HttpClient.Builder client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(connectTimeout);
    return executor == null ? client.build() : client.executor(executor).build();
  }

  private static Duration positive(String name, Duration time) {
    if (time.isNegative() || time.isZero()) {
      throw new IllegalArgumentException(name + " is " + time + "; expected more than nothing");
    }
    return time;
  }

  private static URI checked(URI base) {
    String scheme = base.getScheme() == null ? "" : base.getScheme().toLowerCase(Locale.ROOT);
    boolean http = scheme.equals("http") || scheme.equals("https");
    if (!http
        || base.getHost() == null
        || base.getRawUserInfo() != null
        || base.getRawQuery() != null
        || base.getRawFragment() != null) {
      // Not the address itself: it may have a password.
      throw new IllegalArgumentException(
          "An address of a gateway is not as expected: http or https, a host, perhaps a port and a"
              + " path, such as https://push.example/gateway");
    }
    return URI.create(base.toString().replaceAll("/+$", ""));
  }
}
