package io.wsgateway.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConfigurationReferenceTest {
  private static final Path SOURCE =
      Path.of("src/main/resources/META-INF/microprofile-config.properties");
  private static final Path PAGE = Path.of("src/docs/configuration.md");

  @Test
  void reference_isThatOfThePropertiesFile() throws IOException {
    String reference = ConfigurationReference.of(Files.readAllLines(SOURCE));
    if (Boolean.getBoolean("write")) {
      Files.writeString(PAGE, reference);
    }

    assertThat(PAGE)
        .as("write it anew with: mvn test -Dtest=ConfigurationReferenceTest -Dwrite=true")
        .hasContent(reference);
  }

  @Test
  void everyKey_isExplained() throws IOException {
    String reference = ConfigurationReference.of(Files.readAllLines(SOURCE));

    assertThat(GatewayConfig.defaults().keySet())
        .allSatisfy(key -> assertThat(reference).contains("- `" + key + "="));
    assertThat(reference).doesNotContainPattern("on re\\w+\\n\\n(?:- |## )");
    for (String ending : NearestKey.OF_APPS) {
      assertThat(reference).contains("| `gateway.app.NAME." + ending + "` | ");
    }
    for (String ending : NearestKey.OF_KEYS) {
      assertThat(reference).contains("| `gateway.key.ID." + ending + "` | ");
    }
  }

  @Test
  void lists_becomeTables_andTextStaysAsItIsMeant() {
    assertThat(
            ConfigurationReference.of(
                List.of(
                    "# --- One ------",
                    "",
                    "# Either * or",
                    "#   a-word      which means",
                    "#               this | that",
                    "#   another     which does not",
                    "# or nothing.",
                    "gateway.limit.messages=1",
                    "gateway.lanes=0")))
        .endsWith(
            """

            ## One

            - `gateway.limit.messages=1`, on reload
            - `gateway.lanes=0`, on restart

            Either \\* or

            | | |
            |---|---|
            | `a-word` | which means this \\| that |
            | `another` | which does not |

            or nothing.
            """);
  }
}
