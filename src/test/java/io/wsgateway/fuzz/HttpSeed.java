package io.wsgateway.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.jspecify.annotations.Nullable;

/**
 * A valid request.
 *
 * @param head without a length
 * @param body null if it has none
 */
record HttpSeed(Head head, byte @Nullable [] body) {

  static HttpSeed of(String method, String target) {
    return new HttpSeed(new Head(method, target), null);
  }

  static HttpSeed of(String method, String target, String contentType, String body) {
    return new HttpSeed(
        new Head(method, target).with("Content-Type", contentType), body.getBytes(UTF_8));
  }

  static HttpSeed json(String method, String target, String body) {
    return of(method, target, "application/json", body);
  }

  static HttpSeed form(String target, String body) {
    return of("POST", target, "application/x-www-form-urlencoded", body);
  }
}
