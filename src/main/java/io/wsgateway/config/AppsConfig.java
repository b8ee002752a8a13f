package io.wsgateway.config;

import java.util.HashMap;
import java.util.Map;

/**
 * Which apps there are and how they differ.
 *
 * @param closed whether apps that are not listed are refused
 * @param listed those with settings of their own, by name
 * @param defaults the settings of all others
 */
public record AppsConfig(boolean closed, Map<String, App> listed, App defaults) {

  /**
   * The settings of one app.
   *
   * @param userConnections who receives when a user has several connections
   */
  public record App(UserConnections userConnections) {}

  static AppsConfig read(Settings settings) {
    App defaults = new App(settings.choice("gateway.user-connections", UserConnections.class));
    Map<String, App> listed = new HashMap<>();
    for (String name : settings.list("gateway.apps")) {
      String key = "gateway.app." + name + ".user-connections";
      UserConnections userConnections =
          settings.text(key).isPresent()
              ? settings.choice(key, UserConnections.class)
              : defaults.userConnections();
      listed.put(name, new App(userConnections));
    }
    return new AppsConfig(settings.flag("gateway.apps.closed"), Map.copyOf(listed), defaults);
  }

  /** Whether connections and pushes may name this app. */
  public boolean serves(String name) {
    return !closed || listed.containsKey(name);
  }

  /** The settings of an app, listed or not. */
  public App get(String name) {
    return listed.getOrDefault(name, defaults);
  }
}
