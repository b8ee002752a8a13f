package io.wsgateway.javascript;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The TypeScript declarations of the JavaScript client name what is in it, and nothing else. */
class JavascriptClientTypesTest {
  private static final Path CLIENT = Path.of("src/main/webapp/WEB-INF/client");

  private final String script = Files.readString(CLIENT.resolve("wsgateway.js"));
  private final String types = Files.readString(CLIENT.resolve("wsgateway.d.ts"));

  JavascriptClientTypesTest() throws IOException {}

  @Test
  void options_areThoseThatTheConstructorTakes() {
    String taken = section(script, "constructor\\(\\{(.*?), \\.\\.\\.times").replace(" = []", "");
    String times = section(script, "this\\.#times = \\{(.*?)\\.\\.\\.times");

    assertThat(all(section(types, "interface GatewayOptions \\{(.*?)\n\\}"), "\n  (\\w+)\\??:"))
        .isEqualTo(all(taken + "," + times, "(\\w+)(?:: [\\d_]+)?,|(\\w+)$"));
  }

  @Test
  void exports_areThoseOfTheModule() {
    String pattern = "export (?:class|const|function) (\\w+)";

    assertThat(all(types, pattern)).isEqualTo(all(script, pattern)).isNotEmpty();
  }

  @Test
  void states_areThoseThatTheClientEnters() {
    assertThat(all(section(types, "type GatewayState = (.*?);"), "'(\\w+)'"))
        .isEqualTo(all(script, "#enter\\('(\\w+)'"));
  }

  private static String section(String text, String pattern) {
    return Pattern.compile(pattern, Pattern.DOTALL)
        .matcher(text)
        .results()
        .map(found -> found.group(1))
        .findFirst()
        .orElseThrow();
  }

  private static TreeSet<String> all(String text, String pattern) {
    Function<MatchResult, String> name =
        found -> found.group(found.group(1) == null ? found.groupCount() : 1);
    return Pattern.compile(pattern)
        .matcher(text)
        .results()
        .map(name)
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
