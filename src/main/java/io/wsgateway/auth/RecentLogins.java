package io.wsgateway.auth;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Logins that have succeeded a moment ago: a page that calls every few seconds would have the
 * server, or a directory behind it, check a password each time. Of the credentials only a digest is
 * kept, salted with what nobody else knows. Safe for any thread.
 */
final class RecentLogins {
  /** So long a user may go on after the server would refuse it. */
  static final Duration FRESH = Duration.ofSeconds(30);

  private static final int MOST = 100;
  private static final int SALT_SIZE = 32;

  private final LongSupplier nanoTime;
  private final byte[] salt = new byte[SALT_SIZE];
  // Guarded by itself; the oldest first.
  private final Map<String, Login> logins = new LinkedHashMap<>();

  private record Login(String user, long time) {}

  /** By a clock that only goes forward. */
  RecentLogins(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
    new SecureRandom().nextBytes(salt);
  }

  /** Whose credentials these are, if they were good a moment ago. */
  Optional<String> find(String credentials) {
    String digest = digest(credentials);
    synchronized (logins) {
      long now = nanoTime.getAsLong();
      logins.values().removeIf(login -> now - login.time() > FRESH.toNanos());
      return Optional.ofNullable(logins.get(digest)).map(Login::user);
    }
  }

  /** These were good just now. */
  void add(String credentials, String user) {
    String digest = digest(credentials);
    synchronized (logins) {
      if (logins.size() >= MOST) {
        logins.remove(logins.keySet().iterator().next());
      }
      logins.put(digest, new Login(user, nanoTime.getAsLong()));
    }
  }

  private String digest(String credentials) {
    byte[] text = credentials.getBytes(UTF_8);
    byte[] salted = new byte[salt.length + text.length];
    System.arraycopy(salt, 0, salted, 0, salt.length);
    System.arraycopy(text, 0, salted, salt.length, text.length);
    return Base64.getEncoder().encodeToString(Key.sha256(salted));
  }
}
