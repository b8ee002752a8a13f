package io.wsgateway.fuzz;

import io.wsgateway.client.Event;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Watches what one bystander gets for the numbered messages that it must get: all of them, each
 * once, in their order. Everything else, which others may send it, does not count. One thread.
 */
final class Sequence {
  private final Pattern numbered;
  private int last;

  /**
   * @param mark begins every numbered message, whatever a dialect wraps around it
   */
  Sequence(String mark) {
    numbered = Pattern.compile(Pattern.quote(mark) + "#(\\d+)\\b");
  }

  /** The message of that number. */
  static String message(String mark, int number) {
    return mark + "#" + number;
  }

  /** The last number that came; 0 before the first. */
  int last() {
    return last;
  }

  /** What is wrong, or nothing. */
  Optional<String> take(Event event) {
    switch (event.kind()) {
      case CLOSE, END, VIOLATION -> {
        return Optional.of("got " + event);
      }
      case TEXT -> {
        Matcher found = numbered.matcher(event.text());
        return found.find() ? take(Integer.parseInt(found.group(1))) : Optional.empty();
      }
      default -> {
        return Optional.empty();
      }
    }
  }

  private Optional<String> take(int number) {
    int expected = last + 1;
    last = Math.max(last, number);
    return number == expected
        ? Optional.empty()
        : Optional.of("expected number " + expected + " and got " + number);
  }
}
