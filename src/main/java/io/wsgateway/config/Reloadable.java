package io.wsgateway.config;

import java.util.regex.Pattern;

/**
 * Which keys take effect while the gateway runs, see {@link GatewayConfig#reload}: all that is said
 * about apps, keys and limits. Threads, lines to other servers and what the dialects are made of
 * are built once, and wait for a restart.
 */
final class Reloadable {
  private static final Pattern KEYS =
      Pattern.compile(
          "gateway\\.("
              + String.join(
                  "|",
                  "config\\.file",
                  "apps(\\.closed)?",
                  "app\\..+",
                  "user-connections",
                  "keys(\\.signature-window)?",
                  "key\\..+",
                  "push\\.open",
                  "auth\\..+",
                  "blocks\\.max-entries",
                  "api\\..+",
                  "origins",
                  "name\\.max-length",
                  "message\\.max-size",
                  "info\\.max-size",
                  "outbox\\..+",
                  "delivery\\..+",
                  "limit\\..+",
                  "trusted-proxies(-header)?",
                  "health\\..+",
                  "metrics\\..+",
                  "stop\\..+",
                  "drain\\..+")
              + ")");

  private Reloadable() {}

  static boolean is(String key) {
    return KEYS.matcher(key).matches();
  }
}
