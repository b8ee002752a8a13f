package io.wsgateway.config;

import com.nimbusds.jose.jwk.JWKSet;
import java.net.URI;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which apps there are and how they differ.
 *
 * @param closed whether apps that are not listed are refused
 * @param listed those with settings of their own, by name
 * @param defaults the settings of all others
 */
public record AppsConfig(boolean closed, Map<String, App> listed, App defaults) {

  /** As MicroProfile JWT has it. */
  private static final String GROUPS = "groups";

  /** How an app's users prove who they are. */
  public enum Auth {
    /** A claimed name is believed. */
    OPEN,
    /** By a token that is signed with the app's secret. */
    JWT,
    /** The application is asked, at a URL of its own. */
    HTTP,
    /** By the container's login: its principal is the user. */
    REALM
  }

  /**
   * The settings of one app.
   *
   * @param userConnections who receives when a user has several connections
   * @param outboxPolicy what becomes of a client that reads too slowly
   * @param auth how users prove who they are
   * @param authUrl where the application is asked; there if {@code auth} says so
   * @param secret what the app's tokens and signatures are made with
   * @param previousSecret what they were made with before, and which is still good
   * @param keySet further keys of tokens, a JWK set
   * @param keysUrl where a JWK set of whoever issues tokens is
   * @param issuer who must have issued a token, if that matters
   * @param audience whom a token must be for, if that matters
   * @param rolesClaim the claim of a token that lists roles
   * @param rules what clients may do
   */
  public record App(
      UserConnections userConnections,
      OutboxConfig.Policy outboxPolicy,
      Auth auth,
      Optional<URI> authUrl,
      Optional<String> secret,
      Optional<String> previousSecret,
      Optional<JWKSet> keySet,
      Optional<URI> keysUrl,
      Optional<String> issuer,
      Optional<String> audience,
      String rolesClaim,
      AppRules rules) {

    /** The secrets that are good, the current one first. */
    public List<String> secrets() {
      return Stream.of(secret, previousSecret).flatMap(Optional::stream).toList();
    }

    /** Whether anything is there that a token could be signed with. */
    boolean hasKeys() {
      return secret.isPresent() || keySet.isPresent() || keysUrl.isPresent();
    }

    @Override
    public String toString() {
      return "connections " + userConnections + ", auth " + auth;
    }
  }

  static AppsConfig read(Settings settings) {
    App defaults =
        new App(
            UserConnections.read(settings, "gateway.user-connections"),
            settings.choice("gateway.outbox.policy", OutboxConfig.Policy.class),
            Auth.OPEN,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            GROUPS,
            AppRules.ALL);
    Map<String, App> listed = new HashMap<>();
    for (String name : settings.list("gateway.apps")) {
      listed.put(name, readApp(settings, "gateway.app." + name + ".", defaults));
    }
    return new AppsConfig(settings.flag("gateway.apps.closed"), Map.copyOf(listed), defaults);
  }

  private static App readApp(Settings settings, String prefix, App defaults) {
    Auth auth = settings.choiceIfSet(prefix + "auth", Auth.class).orElse(defaults.auth());
    AppRules.Who otherwise = auth == Auth.OPEN ? AppRules.Who.ANYBODY : AppRules.Who.USERS;
    App app =
        new App(
            UserConnections.readIfSet(settings, prefix + "user-connections")
                .orElse(defaults.userConnections()),
            settings
                .choiceIfSet(prefix + "outbox-policy", OutboxConfig.Policy.class)
                .orElse(defaults.outboxPolicy()),
            auth,
            settings.httpUrl(prefix + "auth-url"),
            settings.text(prefix + "secret"),
            settings.text(prefix + "previous-secret"),
            keySet(settings, prefix + "jwks"),
            settings.httpUrl(prefix + "jwks-url"),
            settings.text(prefix + "issuer"),
            settings.text(prefix + "audience"),
            settings.text(prefix + "roles-claim").orElse(GROUPS),
            AppRules.read(settings, prefix, otherwise));
    if (app.auth() == Auth.JWT && !app.hasKeys()) {
      settings.bad(
          prefix + "secret", "", "the secret that tokens are signed with, or .jwks or .jwks-url");
    }
    if (app.auth() == Auth.HTTP && app.authUrl().isEmpty()) {
      settings.bad(prefix + "auth-url", "", "the URL that answers who may connect, for auth=http");
    }
    return app;
  }

  private static Optional<JWKSet> keySet(Settings settings, String key) {
    String text = settings.text(key).orElse("");
    if (text.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(JWKSet.parse(text));
    } catch (ParseException | RuntimeException e) {
      settings.bad(key, text, "a JWK set such as {\"keys\":[{\"kty\":\"RSA\",...}]}");
      return Optional.empty();
    }
  }

  /** Whether connections and pushes may name this app. */
  public boolean serves(String name) {
    return !closed || listed.containsKey(name);
  }

  /** The apps that are served where anybody may claim any name. */
  public List<String> open() {
    List<String> names = new ArrayList<>();
    listed.forEach(
        (name, app) -> {
          if (app.auth() == Auth.OPEN) {
            names.add(name);
          }
        });
    Collections.sort(names);
    if (!closed) {
      names.add("all that are not listed");
    }
    return names;
  }

  /** Whether anybody may claim any name in some app that is served. */
  public boolean anyOpen() {
    return !open().isEmpty();
  }

  /** The roles that rules of apps name whose users prove themselves in that way. */
  public Set<String> roles(Auth auth) {
    return listed.values().stream()
        .filter(app -> app.auth() == auth)
        .flatMap(app -> app.rules().roles().stream())
        .collect(Collectors.toSet());
  }

  /** The names of listed apps. */
  public Set<String> names() {
    return listed.keySet();
  }

  /** The settings of an app, listed or not. */
  public App get(String name) {
    return listed.getOrDefault(name, defaults);
  }
}
