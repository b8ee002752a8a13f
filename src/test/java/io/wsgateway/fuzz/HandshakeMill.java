package io.wsgateway.fuzz;

import java.util.Base64;

/** Makes opening requests that a server should refuse, and some that it may accept. Pure. */
final class HandshakeMill {
  private HandshakeMill() {}

  /** A proper one. */
  static Head proper(String path) {
    return new Head("GET", path)
        .with("Upgrade", "websocket")
        .with("Connection", "Upgrade")
        .with("Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ==")
        .with("Sec-WebSocket-Version", "13");
  }

  /** One with a few things wrong. */
  static Head odd(String path, Dice dice) {
    Head head = proper(path);
    for (int i = dice.between(1, 3); i > 0; i--) {
      head =
          switch (dice.below(8)) {
            case 0 -> head.method(dice.pick("POST", "HEAD", "OPTIONS", "get", "PUT", "FOO"));
            case 1 -> head.target(Paths.odd(head.target(), dice));
            case 2 -> head.without(dice.below(head.headers().size()));
            case 3 -> head.twice(dice.below(head.headers().size()));
            case 4 ->
                head.with(
                    "Sec-WebSocket-Version",
                    dice.pick("", "0", "8", "12", "14", "99", "x", "13,8", "-13"));
            case 5 -> head.with("Sec-WebSocket-Key", oddKey(dice));
            case 6 -> oddUpgrade(head, dice);
            default -> oddHeader(head, dice);
          };
    }
    return head;
  }

  private static Head oddUpgrade(Head head, Dice dice) {
    return dice.percent(50)
        ? head.with("Upgrade", dice.pick("", "h2c", "TLS/1.0", "websocket, x", "WEBSOCKET"))
        : head.with("Connection", dice.pick("", "close", "keep-alive, Upgrade", "upgrade", "x"));
  }

  private static String oddKey(Dice dice) {
    return dice.pick(
        "",
        "x",
        Base64.getEncoder().encodeToString(dice.bytes(dice.pick(1, 15, 17, 1000))),
        "====",
        "\u00e4\u00f6",
        dice.word(24));
  }

  private static Head oddHeader(Head head, Dice dice) {
    return switch (dice.below(6)) {
      case 0 ->
          head.with(
              "Sec-WebSocket-Protocol",
              dice.pick("chat", "a,b,,c", "", ", ", "\u00fc", dice.word(2000)));
      case 1 ->
          head.with(
              "Sec-WebSocket-Extensions",
              dice.pick(
                  "permessage-deflate; client_max_window_bits",
                  "permessage-deflate; client_max_window_bits=99",
                  "x-webkit-deflate-frame",
                  ";;=,",
                  "a;b=\"c",
                  dice.word(2000)));
      case 2 ->
          head.with(
              "Origin", dice.pick("null", "http://x", "http://[::1", "://", "%", dice.word(1000)));
      case 3 -> head.with("Content-Length", dice.pick("0", "5", "-1", "x"));
      case 4 -> head.with("Cookie", dice.pick("JSESSIONID=x", "=;=;", dice.word(1000)));
      default -> head.with(dice.word(8), dice.word(dice.pick(1, 1000, 3000)));
    };
  }
}
