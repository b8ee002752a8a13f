package io.wsgateway.fuzz;

import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Headers that a request of a back end has no reason to carry. Pure. */
final class OddHeaders {
  /** Of these the value decides where the request ends, or what is spoken afterwards. */
  private static final Set<String> SHAPING = Set.of("expect", "connection", "upgrade");

  private static final List<String> NAMES =
      List.of(
          "Accept",
          "Accept-Language",
          "Accept-Encoding",
          "Cookie",
          "Range",
          "If-None-Match",
          "If-Modified-Since",
          "X-API-Key",
          "Authorization",
          "Origin",
          "Referer",
          "Sec-Fetch-Site",
          "X-Forwarded-For",
          "Forwarded",
          "X-HTTP-Method-Override",
          "Idempotency-Key",
          "Content-Encoding",
          "Expect",
          "Connection",
          "Upgrade");

  private OddHeaders() {}

  static Head add(Head head, Dice dice) {
    if (dice.percent(10)) {
      Head flooded = head;
      for (int i = dice.between(10, 60); i > 0; i--) {
        flooded = flooded.and(dice.word(6), dice.word(dice.below(60)));
      }
      return flooded;
    }
    String name = dice.pick(NAMES);
    return head.and(
        dice.percent(10) ? name.toLowerCase(Locale.ROOT) : name,
        dice.pick(
            "",
            "x",
            "*/*;q=",
            "text/html;q=2, */*;q=x",
            ";,=\"",
            "null",
            "close",
            "100-continue",
            "http://localhost",
            "gzip",
            "bytes=0-0,-1",
            "Bearer x",
            "Basic %%%",
            "Sat, 99 Foo 2026",
            "127.0.0.1",
            "websocket",
            "\u00e4\u00f6\u00fc",
            "a\tb",
            dice.word(dice.pick(1, 100, 2000))));
  }

  /** Whether such a request still has exactly one answer and leaves the connection as it is. */
  static boolean keepShape(Head head) {
    return head.headers().stream()
        .noneMatch(header -> SHAPING.contains(header.name().toLowerCase(Locale.ROOT)));
  }
}
