package io.wsgateway.fuzz;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLEncoder;
import java.util.Locale;

/** Changes what a request asks for: the path and the query. Pure. */
final class Paths {
  private Paths() {}

  /** Another spelling, another place, or nonsense; without spaces and line ends. */
  static String odd(String target, Dice dice) {
    int slash = target.indexOf('/', dice.below(target.length()));
    int at = slash < 0 ? 0 : slash;
    String rest = target.substring(at);
    String start = target.substring(0, at);
    return switch (dice.below(14)) {
      case 0 -> start + "/." + rest;
      case 1 -> start + "//" + rest;
      case 2 -> start + "/x/.." + rest;
      case 3 -> start + "/%2e%2e" + rest;
      case 4 -> start + ";x=y" + rest;
      case 5 -> target + dice.pick("/", "//", "/.", ";", ";jsessionid=1", "%20", "%00", ".json");
      case 6 ->
          start + "/" + dice.pick("%", "%z", "%zz", "%ff", "%c0%80", "%ed%a0%80", "%252e") + rest;
      case 7 -> latin1("/" + dice.pick("\u00e4", "\u4e16", "\ud83d\ude00")) + target;
      case 8 -> "/" + dice.word(dice.pick(1, 300, 3000)) + rest;
      case 9 -> dice.pick("/WEB-INF/web.xml", "/META-INF/MANIFEST.MF", "/error", "*");
      case 10 -> "http://other.example" + target;
      case 11 -> start + "\\" + rest;
      case 12 -> target + "?" + oddQuery(target, dice);
      default -> target.toUpperCase(Locale.ROOT);
    };
  }

  /** Parameters that are doubled, broken, huge or not there. */
  static String oddQuery(String query, Dice dice) {
    String[] pairs = query.split("&", -1);
    int one = dice.below(pairs.length);
    String name = pairs[one].split("=", 2)[0];
    pairs[one] =
        switch (dice.below(9)) {
          case 0 -> "";
          case 1 -> name;
          case 2 -> name + "=" + URLEncoder.encode(dice.pick(Oddities.TEXTS), UTF_8);
          case 3 -> name + "=" + dice.pick("%", "%f", "%zz", "%ff", "%ed%a0%80", "%00", "+%2B+");
          case 4 -> name + "=" + latin1(dice.pick("\u00e4", "\u4e16", "\ud83d\ude00"));
          case 5 -> name + "=" + dice.word(dice.pick(1, 60, 210, 2500));
          case 6 -> pairs[one] + "&" + pairs[one];
          case 7 -> pairs[one] + "&" + URLEncoder.encode(dice.pick(Oddities.TEXTS), UTF_8) + "=x";
          default -> "=" + pairs[one];
        };
    return String.join("&", pairs);
  }

  /** UTF-8 that is not escaped, for a head whose characters are bytes. */
  private static String latin1(String text) {
    return new String(text.getBytes(UTF_8), ISO_8859_1);
  }
}
