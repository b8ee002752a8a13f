package io.wsgateway.config;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigFileTest {
  @TempDir private Path folder;
  private Path file;
  private final Map<String, String> others = new HashMap<>();

  @BeforeEach
  void name() {
    file = folder.resolve("gateway.properties");
    others.put("gateway.config.file", file.toString());
  }

  private GatewayConfig config(String... lines) throws IOException {
    Files.writeString(file, String.join("\n", lines));
    return GatewayConfig.defaultsWith(others);
  }

  @Test
  void file_isAboveTheDefaults_andBelowOtherSources() throws IOException {
    others.put("gateway.lanes", "7");

    GatewayConfig config = config("gateway.lanes=3", "gateway.raw.ping-interval=9s");

    assertThat(config.node().lanes()).isEqualTo(7);
    assertThat(config.raw().pingInterval()).hasSeconds(9);
    assertThat(config.report().file()).contains(file.toString());
  }

  @Test
  void file_saysItselfHowMuchItCounts() throws IOException {
    others.put("gateway.lanes", "7");

    assertThat(config("config_ordinal=500", "gateway.lanes=3").node().lanes()).isEqualTo(3);
    assertThat(config("config_ordinal=50", "gateway.gm.app=one").gm().app()).isEqualTo("default");
  }

  @Test
  void file_isUtf8_withOrWithoutMark() throws IOException {
    assertThat(config("gateway.gm.app=商店").gm().app()).isEqualTo("商店");
    assertThat(config("\uFEFFgateway.gm.app=商店").gm().app()).isEqualTo("商店");
  }

  @Test
  void file_describesAppsKeysAndPorts() throws IOException {
    GatewayConfig config =
        config(
            "gateway.apps=shop",
            "gateway.app.shop.user-connections=latest",
            "gateway.keys=backend",
            "gateway.key.backend.secret=0123456789abcdef",
            "gateway.root-dialect.5000=gm");

    assertThat(config.apps().get("shop").userConnections()).isEqualTo(UserConnections.LATEST);
    assertThat(config.access().keys()).containsKey("backend");
    assertThat(config.rootDialect().at(5000)).contains("gm");
    assertThat(config.report().unknown()).isEmpty();
  }

  @Test
  void unknownKeys_areFoundInTheFile() throws IOException {
    assertThat(config("gateway.lane=3", "other=4").report().unknown())
        .extracting(ConfigReport.Unknown::toString)
        .containsExactly(
            "There is no setting gateway.lane; it has no effect. Did you mean gateway.lanes?");
  }

  @Test
  void fileThatIsNotThere_isNamed() {
    assertThatThrownBy(() -> GatewayConfig.defaultsWith(others))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("the file " + file + " (gateway.config.file) is not there");
  }

  @Test
  void fileThatCannotBeRead_isNamed() throws IOException {
    Files.createDirectory(file);

    assertThatThrownBy(() -> GatewayConfig.defaultsWith(others))
        .hasMessageContaining(file.toString())
        .hasMessageContaining("cannot be read");
  }

  @Test
  void fileInAnotherEncoding_isRefused() throws IOException {
    Files.write(file, "gateway.gm.app=caf\u00e9".getBytes(ISO_8859_1));

    assertThatThrownBy(() -> GatewayConfig.defaultsWith(others))
        .hasMessageContaining("not in UTF-8");
    Files.write(file, "gateway.gm.app=caf\u00e9".getBytes(UTF_8));
    assertThat(GatewayConfig.defaultsWith(others).gm().app()).isEqualTo("caf\u00e9");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "gateway.gm.app=\\u12 | no properties file",
        "config_ordinal=high | expected a whole number",
        "gateway.config.file=other | only one is read",
        "gateway.lanes=many | gateway.lanes is 'many'",
      })
  void badFile_isRefused(String line, String why) {
    assertThatThrownBy(() -> config(line))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining(why);
  }
}
