package io.wsgateway.push;

import org.jspecify.annotations.Nullable;

/**
 * What is asked of a gateway, at whatever address: the same bytes at every try.
 *
 * @param method of HTTP
 * @param path below {@code /api/v1}, as it is sent
 * @param query as it is sent, or empty
 * @param body JSON, or null
 * @param key the idempotency key, or null for what may be done twice anyway
 * @param severalTargets whether a refusal may come when some have got it
 */
@SuppressWarnings("ArrayRecordComponent") // Nobody compares or changes it.
record Request(
    String method,
    String path,
    String query,
    byte @Nullable [] body,
    @Nullable String key,
    boolean severalTargets) {
  private static final int MAX_KEY = 200;

  /** One without a body, which may be done twice. */
  static Request of(String method, String path) {
    return new Request(method, path, "", null, null, false);
  }

  /** The same with a query. */
  Request with(String newQuery) {
    return new Request(method, path, newQuery, body, key, severalTargets);
  }

  /** The same with a body. */
  Request with(Object json) {
    return new Request(method, path, query, JsonWriter.bytes(json), key, severalTargets);
  }

  /** What is done once, by its key. */
  static Request post(String path, byte[] body, String key, boolean severalTargets) {
    return new Request("POST", path, "", body, key, severalTargets);
  }

  /** A key that the gateway takes. */
  static String checkedKey(String key) {
    if (!key.matches("[!-~]{1," + MAX_KEY + "}")) {
      throw new IllegalArgumentException(
          "The idempotency key is not 1 to " + MAX_KEY + " visible characters of ASCII");
    }
    return key;
  }
}
