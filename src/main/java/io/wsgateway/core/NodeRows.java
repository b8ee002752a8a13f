package io.wsgateway.core;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A {@link NodeReport} as it travels between nodes. */
final class NodeRows {
  private static final String NODE = "node";
  private static final String SHARE = "share";
  private static final String BUCKET = "bucket";
  private static final String CONNECTIONS = "connections";
  private static final String COUNT = "count";

  private NodeRows() {}

  static Answer answer(NodeReport report) {
    List<Rows.Row> rows = new ArrayList<>();
    rows.add(row(report));
    for (Crowd.Share share : report.crowd().shares()) {
      rows.add(
          Rows.Row.of(SHARE)
              .with("app", share.app())
              .with("dialect", share.dialect())
              .with(CONNECTIONS, share.connections()));
    }
    for (NodeReport.Bucket bucket : report.deliveries().buckets()) {
      rows.add(
          Rows.Row.of(BUCKET).with("nanos", bucket.most().toNanos()).with(COUNT, bucket.count()));
    }
    return Rows.answer(rows);
  }

  private static Rows.Row row(NodeReport report) {
    Crowd crowd = report.crowd();
    Host host = report.host();
    Duration lag = report.lag();
    return Rows.Row.of(NODE)
        .with("number", report.node().number())
        .with("since", report.since())
        .with(CONNECTIONS, report.node().connections())
        .with("version", report.version())
        .with("state", report.state().name())
        .with("ready", report.isReady())
        .with("exchange", report.exchange().name())
        .with("exchangeKind", report.exchangeKind())
        .with("keeping", report.isKeepingMemberships())
        .with("outboxMessages", crowd.messages())
        .with("outboxBytes", crowd.bytes())
        .with("outboxLargest", crowd.largestBytes())
        .with("published", report.published())
        .with("received", report.received())
        .with("delivered", report.delivered())
        .withMap("dropped", report.dropped())
        .withMap("closed", report.closed())
        .withMap("refused", report.refused())
        .with("handshakes", report.handshakes())
        .with("backlog", report.backlog())
        .with("backlogLimit", report.backlogLimit())
        .with("lag", lag == null ? null : lag.toNanos())
        .with("reconnects", report.reconnects())
        .with(COUNT, report.deliveries().count())
        .with("sum", report.deliveries().sum().toNanos())
        .with("heapUsed", host.heapUsed())
        .with("heapMax", host.heapMax())
        .with("cpu", host.cpu())
        .with("threads", host.threads());
  }

  /** Null if a node tells something else. */
  static @Nullable NodeReport read(Answer answer) {
    List<Rows.Row> rows = Rows.of(answer);
    Rows.Row row = rows.stream().filter(one -> one.is(NODE)).findFirst().orElse(null);
    if (row == null) {
      return null;
    }
    List<Crowd.Share> shares =
        rows.stream()
            .filter(one -> one.is(SHARE))
            .map(
                one ->
                    new Crowd.Share(
                        one.text("app", ""), one.text("dialect", ""), one.number(CONNECTIONS)))
            .toList();
    List<NodeReport.Bucket> buckets =
        rows.stream()
            .filter(one -> one.is(BUCKET))
            .map(one -> new NodeReport.Bucket(nanos(one, "nanos"), one.number(COUNT)))
            .toList();
    long connections = row.number(CONNECTIONS);
    try {
      return new NodeReport(
          new NodeInfo(
              (int) row.number("number"), Instant.parse(row.text("since", "")), (int) connections),
          row.text("version", ""),
          Drain.State.valueOf(row.text("state", "")),
          row.flag("ready"),
          Exchange.State.valueOf(row.text("exchange", "")),
          row.text("exchangeKind", ""),
          row.flag("keeping"),
          new Crowd(
              shares,
              connections,
              row.number("outboxMessages"),
              row.number("outboxBytes"),
              row.number("outboxLargest")),
          row.number("published"),
          row.number("received"),
          row.number("delivered"),
          numbers(row, "dropped"),
          numbers(row, "closed"),
          numbers(row, "refused"),
          row.number("handshakes"),
          row.number("backlog"),
          row.number("backlogLimit"),
          row.text("lag") == null ? null : nanos(row, "lag"),
          row.number("reconnects"),
          new NodeReport.Deliveries(row.number(COUNT), nanos(row, "sum"), buckets),
          new Host(
              row.number("heapUsed"),
              row.number("heapMax"),
              row.text("cpu") == null ? null : row.decimal("cpu"),
              (int) row.number("threads")));
    } catch (DateTimeException | IllegalArgumentException e) {
      return null;
    }
  }

  private static Duration nanos(Rows.Row row, String name) {
    return Duration.ofNanos(row.number(name));
  }

  private static Map<String, Long> numbers(Rows.Row row, String name) {
    Map<String, Long> numbers = new TreeMap<>();
    row.map(name)
        .forEach(
            (key, text) -> {
              if (text.matches("-?\\d{1,18}")) {
                numbers.put(key, Long.parseLong(text));
              }
            });
    return numbers;
  }
}
