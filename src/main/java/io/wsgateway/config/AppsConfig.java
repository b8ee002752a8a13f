package io.wsgateway.config;

import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which apps there are and how they differ.
 *
 * @param closed whether apps that are not listed are refused
 * @param listed those with settings of their own, by name
 * @param defaults the settings of all others
 */
public record AppsConfig(boolean closed, Map<String, App> listed, App defaults) {

  /** How an app's users prove who they are. */
  public enum Auth {
    /** A claimed name is believed. */
    OPEN,
    /** By a token that is signed with the app's secret. */
    JWT,
    /** The application is asked, at a URL of its own. */
    HTTP
  }

  /**
   * The settings of one app.
   *
   * @param userConnections who receives when a user has several connections
   * @param auth how users prove who they are
   * @param authUrl where the application is asked; there if {@code auth} says so
   * @param secret what the app's tokens and signatures are made with
   */
  public record App(
      UserConnections userConnections, Auth auth, Optional<URI> authUrl, Optional<String> secret) {

    @Override
    public String toString() {
      return "connections " + userConnections + ", auth " + auth;
    }
  }

  static AppsConfig read(Settings settings) {
    App defaults =
        new App(
            settings.choice("gateway.user-connections", UserConnections.class),
            Auth.OPEN,
            Optional.empty(),
            Optional.empty());
    Map<String, App> listed = new HashMap<>();
    for (String name : settings.list("gateway.apps")) {
      listed.put(name, readApp(settings, "gateway.app." + name + ".", defaults));
    }
    return new AppsConfig(settings.flag("gateway.apps.closed"), Map.copyOf(listed), defaults);
  }

  private static App readApp(Settings settings, String prefix, App defaults) {
    App app =
        new App(
            settings
                .choiceIfSet(prefix + "user-connections", UserConnections.class)
                .orElse(defaults.userConnections()),
            settings.choiceIfSet(prefix + "auth", Auth.class).orElse(defaults.auth()),
            settings.httpUrl(prefix + "auth-url"),
            settings.text(prefix + "secret"));
    if (app.auth() == Auth.JWT && app.secret().isEmpty()) {
      settings.bad(prefix + "secret", "", "the secret that tokens are signed with, for auth=jwt");
    }
    if (app.auth() == Auth.HTTP && app.authUrl().isEmpty()) {
      settings.bad(prefix + "auth-url", "", "the URL that answers who may connect, for auth=http");
    }
    return app;
  }

  /** Whether connections and pushes may name this app. */
  public boolean serves(String name) {
    return !closed || listed.containsKey(name);
  }

  /** Whether anybody may claim any name in some app that is served. */
  public boolean anyOpen() {
    return !closed || listed.values().stream().anyMatch(app -> app.auth() == Auth.OPEN);
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
