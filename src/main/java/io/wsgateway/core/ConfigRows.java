package io.wsgateway.core;

import io.wsgateway.config.ConfigReport;
import io.wsgateway.config.Reload;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/** What a node says of its configuration, as it travels between nodes: without secrets. */
final class ConfigRows {
  private static final String REPORT = "report";
  private static final String ITEM = "item";
  private static final String UNKNOWN = "unknown";
  private static final String RELOAD = "reload";

  private ConfigRows() {}

  static Answer answer(ConfigReport report) {
    List<Rows.Row> rows = new ArrayList<>();
    rows.add(
        Rows.Row.of(REPORT)
            .with("file", report.file().orElse(null))
            .with("loaded", report.loaded()));
    for (ConfigReport.Item item : report.items()) {
      rows.add(
          Rows.Row.of(ITEM)
              .with("key", item.key())
              .with("value", item.value())
              .with("source", item.source())
              .with("reloadable", item.reloadable()));
    }
    for (ConfigReport.Unknown unknown : report.unknown()) {
      rows.add(
          Rows.Row.of(UNKNOWN)
              .with("key", unknown.key())
              .with("nearest", unknown.nearest().orElse(null)));
    }
    return Rows.answer(rows);
  }

  static ConfigReport report(Answer answer) {
    Optional<String> file = Optional.empty();
    Instant loaded = Instant.EPOCH;
    List<ConfigReport.Item> items = new ArrayList<>();
    List<ConfigReport.Unknown> unknown = new ArrayList<>();
    for (Rows.Row row : Rows.of(answer)) {
      String key = row.text("key", "");
      if (row.is(REPORT)) {
        file = Optional.ofNullable(row.text("file"));
        loaded = time(row.text("loaded", ""));
      } else if (row.is(ITEM)) {
        items.add(
            new ConfigReport.Item(
                key, row.text("value", ""), row.text("source", ""), row.flag("reloadable")));
      } else if (row.is(UNKNOWN)) {
        unknown.add(new ConfigReport.Unknown(key, Optional.ofNullable(row.text("nearest"))));
      }
    }
    return new ConfigReport(file, loaded, items, unknown);
  }

  private static Instant time(String text) {
    try {
      return Instant.parse(text);
    } catch (DateTimeException e) {
      return Instant.EPOCH;
    }
  }

  static Answer answer(Reload reload) {
    return Rows.answer(
        List.of(
            Rows.Row.of(RELOAD)
                .withAll("changed", reload.changed())
                .withAll("waiting", reload.needRestart())
                .with("by", reload.by())));
  }

  static Reload reload(Answer answer) {
    TreeSet<String> changed = new TreeSet<>();
    TreeSet<String> waiting = new TreeSet<>();
    String by = "";
    for (Rows.Row row : Rows.of(answer)) {
      if (row.is(RELOAD)) {
        changed.addAll(row.all("changed"));
        waiting.addAll(row.all("waiting"));
        by = row.text("by", "");
      }
    }
    return new Reload(changed, waiting, by);
  }
}
