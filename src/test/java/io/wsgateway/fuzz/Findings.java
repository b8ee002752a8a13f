package io.wsgateway.fuzz;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What was found, with what is needed to see it again. Any thread. */
final class Findings {
  private static final int EXAMPLES = 3;
  private static final int SHOWN = 800;

  private final Map<String, List<String>> byKind = new LinkedHashMap<>();
  private final Map<String, Integer> counts = new LinkedHashMap<>();

  /** Something that is one of a kind. */
  void add(String what) {
    add(what, "");
  }

  /** An example of what has been found, of which a few are kept. */
  synchronized void add(String kind, String example) {
    List<String> examples = byKind.computeIfAbsent(kind, key -> new ArrayList<>());
    if (examples.size() < EXAMPLES) {
      examples.add(example);
    }
    counts.merge(kind, 1, Integer::sum);
  }

  synchronized List<String> all() {
    List<String> all = new ArrayList<>();
    byKind.forEach(
        (kind, examples) ->
            all.add(
                kind + " (" + counts.get(kind) + " times)\n  " + String.join("\n  ", examples)));
    return all;
  }

  /** Bytes as text: those that do not print as {@code \xNN}, and of many the first and last. */
  static String shown(byte[] bytes) {
    if (bytes.length <= SHOWN) {
      return printable(bytes);
    }
    byte[] first = Arrays.copyOf(bytes, SHOWN / 2);
    byte[] last = Arrays.copyOfRange(bytes, bytes.length - SHOWN / 2, bytes.length);
    return printable(first) + " ... (" + bytes.length + " bytes) ... " + printable(last);
  }

  private static String printable(byte[] bytes) {
    StringBuilder text = new StringBuilder();
    for (char c : new String(bytes, ISO_8859_1).toCharArray()) {
      if (c == '\n') {
        text.append("\\n");
      } else if (c == '\r') {
        text.append("\\r");
      } else if (c < ' ' || c > '~') {
        text.append("\\x%02x".formatted((int) c));
      } else {
        text.append(c);
      }
    }
    return text.toString();
  }
}
