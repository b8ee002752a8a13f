package io.wsgateway.core;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The parts of a {@link Report} as they travel between nodes. */
final class ReportRows {
  static final String CONNECTION = "connection";
  static final String INCIDENT = "incident";
  static final String TOPICS = "topics";
  private static final String DIALECT = "dialect";
  private static final String USER = "user";

  private ReportRows() {}

  static Rows.Row of(ConnectionReport one) {
    return Rows.Row.of(CONNECTION)
        .with("id", one.id())
        .with(DIALECT, one.dialect())
        .with(USER, one.user())
        .with("since", one.since())
        .with("address", one.address())
        .with("device", one.device())
        .withAll("topic", one.topics())
        .with("messages", one.pendingMessages())
        .with("bytes", one.pendingBytes())
        .withMap("info", one.info())
        .with("expires", one.proofExpires());
  }

  static ConnectionReport connection(Rows.Row row) {
    return new ConnectionReport(
        row.number("id"),
        row.text(DIALECT, ""),
        row.text(USER),
        timeOf(row, "since", Instant.EPOCH),
        row.text("address", ""),
        row.text("device"),
        row.all("topic"),
        row.number("messages"),
        row.number("bytes"),
        row.map("info"),
        row.text("expires") == null ? null : timeOf(row, "expires", Instant.EPOCH));
  }

  static Rows.Row of(Incident one) {
    return Rows.Row.of(INCIDENT)
        .with("time", one.time())
        .with("id", one.connection())
        .with(DIALECT, one.dialect())
        .with("app", one.app())
        .with(USER, one.user())
        .with("kind", one.kind().name())
        .with("reason", one.reason())
        .with("text", one.text());
  }

  /** Null if it is of a kind that this version does not know. */
  static @Nullable Incident incident(Rows.Row row) {
    Incident.Kind kind;
    try {
      kind = Incident.Kind.valueOf(row.text("kind", "").toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      return null;
    }
    return new Incident(
        timeOf(row, "time", Instant.EPOCH),
        row.number("id"),
        row.text(DIALECT, ""),
        row.text("app"),
        row.text(USER),
        kind,
        row.text("reason", ""),
        row.text("text", ""));
  }

  private static Instant timeOf(Rows.Row row, String name, Instant otherwise) {
    try {
      return Instant.parse(row.text(name, ""));
    } catch (DateTimeException e) {
      return otherwise;
    }
  }
}
