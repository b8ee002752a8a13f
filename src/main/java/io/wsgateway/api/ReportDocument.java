package io.wsgateway.api;

import io.wsgateway.core.ConnectionReport;
import io.wsgateway.core.Incident;
import io.wsgateway.core.Report;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObjectBuilder;
import java.util.Collection;
import java.util.Locale;

/** What is known of one user or connection, as a document. */
final class ReportDocument {
  private ReportDocument() {}

  static JsonObjectBuilder of(Report report) {
    JsonObjectBuilder document = Documents.object();
    if (report.user() != null) {
      document.add("user", report.user());
    }
    JsonArrayBuilder connections = Documents.array();
    report.connections().forEach(one -> connections.add(of(one)));
    JsonArrayBuilder incidents = Documents.array();
    report.incidents().forEach(one -> incidents.add(of(one)));
    return document
        .add("online", !report.connections().isEmpty())
        .add("topics", texts(report.topics()))
        .add("connections", connections)
        .add("incidents", incidents);
  }

  private static JsonObjectBuilder of(ConnectionReport one) {
    JsonObjectBuilder document =
        Documents.object()
            .add("id", one.id())
            .add("node", one.node())
            .add("dialect", one.dialect());
    if (one.user() != null) {
      document.add("user", one.user());
    }
    document.add("since", one.since().toString()).add("address", one.address());
    if (one.device() != null) {
      document.add("device", one.device());
    }
    document
        .add("topics", texts(one.topics()))
        .add("pendingMessages", one.pendingMessages())
        .add("pendingBytes", one.pendingBytes())
        .add("info", Documents.texts(one.info()));
    if (one.proofExpires() != null) {
      document.add("proofExpires", one.proofExpires().toString());
    }
    return document;
  }

  private static JsonObjectBuilder of(Incident one) {
    return Documents.object()
        .add("time", one.time().toString())
        .add("node", one.node())
        .add("connection", one.connection())
        .add("dialect", one.dialect())
        .add("kind", one.kind().name().toLowerCase(Locale.ROOT))
        .add("reason", one.reason())
        .add("text", one.text());
  }

  private static JsonArrayBuilder texts(Collection<String> texts) {
    JsonArrayBuilder array = Documents.array();
    texts.forEach(array::add);
    return array;
  }
}
