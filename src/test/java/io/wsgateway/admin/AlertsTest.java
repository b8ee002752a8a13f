package io.wsgateway.admin;

import static org.assertj.core.api.Assertions.assertThat;

import io.wsgateway.json.JsonText;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Alerts, their tests, their page, and the dashboard belong together. */
class AlertsTest {
  private static final Path PROMETHEUS = Path.of("server-config/prometheus");

  @Test
  void everyAlert_isMadeToFire_andToBeSilent() throws IOException {
    String cases = Files.readString(PROMETHEUS.resolve("alerts.test.yml"));
    for (String alert : alerts()) {
      assertThat(caseOf(cases, alert + " fires")).contains("severity:");
      assertThat(caseOf(cases, alert + " is silent")).contains("exp_alerts: []");
    }
  }

  @Test
  void everyAlert_saysWhatItMeansAndWhatToDo() throws IOException {
    String rules = Files.readString(PROMETHEUS.resolve("alerts.yml"));
    String page = Files.readString(Path.of("src/docs/alerts.md"));
    for (String alert : alerts()) {
      assertThat(rules)
          .contains("src/docs/alerts.md#alert-" + alert.toLowerCase(Locale.ROOT) + "\n");
      assertThat(page).contains("## Alert " + alert + "\n");
      String section = page.split("## Alert " + alert + "\n", 2)[1].split("\n## ", 2)[0];
      assertThat(section).contains("**Means:**").containsAnyOf("**Do:**", "| do |");
    }
    assertThat(count(rules, "summary:")).isEqualTo(alerts().size());
    assertThat(count(rules, "description:")).isEqualTo(alerts().size());
  }

  @Test
  void dashboard_hasPanelsThatAskSomething() throws IOException {
    JsonObject dashboard =
        JsonText.parse(Files.readString(Path.of("server-config/grafana/wsgateway.json")))
            .orElseThrow()
            .asJsonObject();
    List<JsonObject> panels = dashboard.getJsonArray("panels").getValuesAs(JsonObject.class);
    assertThat(panels).extracting(panel -> panel.getInt("id")).doesNotHaveDuplicates();
    assertThat(panels)
        .filteredOn(panel -> !panel.getString("type").equals("row"))
        .hasSizeGreaterThan(20)
        .allSatisfy(
            panel ->
                assertThat(panel.getJsonArray("targets").getValuesAs(JsonObject.class))
                    .allSatisfy(target -> assertThat(target.getString("expr")).isNotBlank())
                    .isNotEmpty());
  }

  private static List<String> alerts() throws IOException {
    String rules = Files.readString(PROMETHEUS.resolve("alerts.yml"));
    List<String> names =
        Pattern.compile("- alert: (\\w+)")
            .matcher(rules)
            .results()
            .map(one -> one.group(1))
            .toList();
    assertThat(names).hasSizeGreaterThan(14).doesNotHaveDuplicates();
    return names;
  }

  private static String caseOf(String cases, String name) {
    assertThat(cases).contains("- name: " + name + "\n");
    return cases.split("- name: " + name + "\n", 2)[1].split("- name: ", 2)[0];
  }

  private static long count(String text, String part) {
    return Pattern.compile(Pattern.quote(part))
        .matcher(text)
        .results()
        .map(MatchResult::start)
        .count();
  }
}
