package io.wsgateway.fuzz;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/** Makes requests of valid ones. One thread. */
final class RequestMill {
  private static final List<String> METHODS =
      List.of("GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS", "TRACE");
  private static final byte[] NOTHING = {};

  private final Function<Dice, HttpSeed> seeds;
  private final String host;

  RequestMill(Function<Dice, HttpSeed> seeds, String host) {
    this.seeds = seeds;
    this.host = host;
  }

  /** A request, mutated or now and then not. */
  Shot next(Dice dice) {
    HttpSeed seed = seeds.apply(dice);
    Head head = seed.head();
    byte[] body = seed.body();
    for (int i = dice.below(3); i > 0; i--) {
      switch (dice.below(10)) {
        case 0 -> head = head.method(oddMethod(head.method(), dice));
        case 1 -> head = head.target(Paths.odd(head.target(), dice));
        case 2, 3 -> head = head.target(oddQuery(head.target(), dice));
        case 4 -> head = oddType(head, dice);
        case 5 -> head = OddHeaders.add(head, dice);
        default -> body = body == null ? null : oddBody(head, body, dice);
      }
    }
    return dice.percent(88) ? whole(head, body, dice) : broken(head, body, dice);
  }

  private Shot whole(Head head, byte[] body, Dice dice) {
    byte[] content = body == null ? NOTHING : body;
    if (body != null && dice.percent(5)) {
      return shot(head.with("Transfer-Encoding", "chunked"), chunked(content, dice), true);
    }
    boolean bodiless = body == null && dice.percent(95);
    return shot(
        bodiless ? head : head.with("Content-Length", String.valueOf(content.length)),
        content,
        true);
  }

  /** Not one request by the rules. */
  private Shot broken(Head head, byte[] body, Dice dice) {
    byte[] content = body == null ? "x".repeat(dice.below(20)).getBytes(US_ASCII) : body;
    return switch (dice.below(12)) {
      case 0 -> length(head, String.valueOf(content.length + dice.between(1, 5000)), content);
      case 1 -> length(head, String.valueOf(content.length / 2), content);
      case 2 ->
          length(head, dice.pick("-1", "", "x", "1e3", "99999999999999999999", "5, 5"), content);
      case 3 -> shot(head.with("Content-Length", "3").and("Content-Length", "4"), content, false);
      case 4 ->
          shot(
              head.with("Content-Length", "3").with("Transfer-Encoding", "chunked"),
              chunked(content, dice),
              false);
      case 5 ->
          shot(
              head.with("Transfer-Encoding", dice.pick("chunked", "gzip", "x", "chunked, chunked")),
              ByteMutations.mutate(chunked(content, dice), dice),
              false);
      case 6 ->
          shot(
              head.version(dice.pick("", "HTTP/0.9", "HTTP/1.0", "HTTP/2.0", "HTTP/9.9", "X")),
              content,
              false);
      case 7 ->
          shot(
              head.with("Host", dice.pick("", "a b", "[", "x:y:z", "\u00e4", ":0")),
              content,
              false);
      case 8 ->
          shot(
              head.target(dice.pick("", "x", "/a b", "/" + dice.word(9000), "//", "/\0")),
              content,
              false);
      case 9 -> shot(head.and(dice.pick("", " ", "a b", "\u00e4", "x\0"), "y"), content, false);
      case 10 -> {
        byte[] all = whole(head, body, dice).bytes();
        yield new Shot(Arrays.copyOf(all, dice.below(all.length)), head.method(), false);
      }
      default -> {
        byte[] all = whole(head, body, dice).bytes();
        yield new Shot(ByteMutations.mutate(all, dice), head.method(), false);
      }
    };
  }

  private Shot length(Head head, String length, byte[] content) {
    return shot(head.with("Content-Length", length), content, false);
  }

  private Shot shot(Head head, byte[] content, boolean whole) {
    byte[] bytes = FrameBytes.joined(head.bytes(host), content);
    // Payara leaves the content of a TRACE, which may have none, to be read as the next request.
    boolean trace = head.method().equals("TRACE") && content.length > 0;
    return new Shot(bytes, head.method(), whole && !trace && OddHeaders.keepShape(head));
  }

  private static String oddMethod(String method, Dice dice) {
    return dice.percent(80)
        ? dice.pick(METHODS)
        : dice.pick("FOO", dice.word(30), method.toLowerCase(Locale.ROOT), "PROPFIND", "M-SEARCH");
  }

  private static String oddQuery(String target, Dice dice) {
    int question = target.indexOf('?');
    String path = question < 0 ? target : target.substring(0, question);
    String query = question < 0 ? "" : target.substring(question + 1);
    return path + "?" + Paths.oddQuery(query, dice);
  }

  private static Head oddType(Head head, Dice dice) {
    return head.with(
        "Content-Type",
        dice.pick(
            "",
            "x",
            "/",
            "application/json; charset=",
            "application/json; charset=nope",
            "application/json;charset=utf-16",
            "application/json;;;x",
            "APPLICATION/JSON ; Charset=\"UTF-8\"",
            "application/x-www-form-urlencoded; charset=utf-7",
            "multipart/form-data",
            "multipart/form-data; boundary=",
            "multipart/form-data; boundary=\"",
            "multipart/form-data; boundary=b",
            "multipart/mixed; boundary=b",
            "text/plain",
            "*/*",
            "application/*",
            "a/b; q=\"\\",
            "\u00e4/\u00f6"));
  }

  private static byte[] oddBody(Head head, byte[] body, Dice dice) {
    String text = new String(body, UTF_8);
    if (head.header("Content-Type").orElse("").contains("urlencoded")) {
      return dice.percent(70)
          ? Paths.oddQuery(text, dice).getBytes(ISO_8859_1)
          : ByteMutations.mutate(body, dice);
    }
    return text.startsWith("--") ? ByteMutations.mutate(body, dice) : Mutations.of(text, dice);
  }

  private static byte[] chunked(byte[] content, Dice dice) {
    byte[] all = NOTHING;
    for (int from = 0; from < content.length; ) {
      int size = Math.min(content.length - from, dice.between(1, 64));
      byte[] chunk = Arrays.copyOfRange(content, from, from + size);
      String extension = dice.percent(5) ? ";x=y" : "";
      String line = Integer.toHexString(size) + extension + "\r\n";
      all = FrameBytes.joined(all, line.getBytes(US_ASCII), chunk, new byte[] {'\r', '\n'});
      from += size;
    }
    String end = dice.percent(5) ? "0\r\nX-Trailer: y\r\n\r\n" : "0\r\n\r\n";
    return FrameBytes.joined(all, end.getBytes(US_ASCII));
  }
}
