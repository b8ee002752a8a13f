package io.wsgateway.server;

import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Free ports in place of those that a server and its scripts have. Immutable. */
final class ScriptPorts {
  private static final Pattern NUMBER = Pattern.compile("\\b\\d{4,5}\\b");

  private final Map<Integer, Integer> free;

  /** For these. */
  ScriptPorts(int... written) {
    free =
        Arrays.stream(written)
            .boxed()
            .collect(Collectors.toUnmodifiableMap(Function.identity(), port -> Ports.free()));
  }

  /** What stands for the one that is written. */
  int of(int written) {
    return free.get(written);
  }

  /** The text with all of them exchanged. */
  String in(String text) {
    return NUMBER
        .matcher(text)
        .replaceAll(
            found -> {
              Integer port = free.get(Integer.valueOf(found.group()));
              return port == null ? found.group() : port.toString();
            });
  }
}
