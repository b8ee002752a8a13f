package io.wsgateway.api;

import io.wsgateway.core.Crowd;
import io.wsgateway.core.Host;
import io.wsgateway.core.NodeReport;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObjectBuilder;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** How a node is doing, as a document. */
final class NodeDocument {
  private static final double NANOS_PER_MILLI = 1e6;
  private static final String CONNECTIONS = "connections";

  private NodeDocument() {}

  /**
   * @param mayKnow the apps that whoever asks may know of
   */
  static JsonObjectBuilder of(NodeReport node, Predicate<String> mayKnow) {
    Crowd crowd = node.crowd();
    Host host = node.host();
    JsonObjectBuilder document =
        Documents.object()
            .add("node", node.node().number())
            .add("version", node.version())
            .add("since", node.since().toString())
            .add("state", name(node.state()))
            .add("ready", node.isReady())
            .add("exchange", name(node.exchange()))
            .add("exchangeKind", node.exchangeKind())
            .add("membership", node.isKeepingMemberships() ? "up" : "degraded")
            .add(CONNECTIONS, node.node().connections())
            .add("connectionsBy", shares(crowd, mayKnow))
            .add("published", node.published())
            .add("received", node.received())
            .add("delivered", node.delivered())
            .add("dropped", numbers(node.dropped()))
            .add("closed", numbers(node.closed()))
            .add("refused", numbers(node.refused()))
            .add("handshakes", node.handshakes())
            .add(
                "outbox",
                Documents.object()
                    .add("bytes", crowd.bytes())
                    .add("messages", crowd.messages())
                    .add("largestBytes", crowd.largestBytes()))
            .add("backlog", node.backlog())
            .add("backlogLimit", node.backlogLimit());
    addMillis(document, "lagMillis", node.lag());
    document
        .add("reconnects", node.reconnects())
        .add("delivery", deliveries(node.deliveries()))
        .add("heap", Documents.object().add("used", host.heapUsed()).add("max", host.heapMax()));
    Double cpu = host.cpu();
    if (cpu == null) {
      document.addNull("processCpu");
    } else {
      document.add("processCpu", cpu);
    }
    return document.add("threads", host.threads());
  }

  private static JsonArrayBuilder shares(Crowd crowd, Predicate<String> mayKnow) {
    JsonArrayBuilder shares = Documents.array();
    for (Crowd.Share share : crowd.shares()) {
      if (mayKnow.test(share.app())) {
        shares.add(
            Documents.object()
                .add("app", share.app())
                .add("dialect", share.dialect())
                .add(CONNECTIONS, share.connections()));
      }
    }
    return shares;
  }

  private static JsonObjectBuilder deliveries(NodeReport.Deliveries times) {
    JsonArrayBuilder buckets = Documents.array();
    for (NodeReport.Bucket bucket : times.buckets()) {
      buckets.add(
          Documents.object().add("leMillis", millis(bucket.most())).add("count", bucket.count()));
    }
    return Documents.object()
        .add("count", times.count())
        .add("sumMillis", millis(times.sum()))
        .add("buckets", buckets);
  }

  private static JsonObjectBuilder numbers(Map<String, Long> numbers) {
    JsonObjectBuilder object = Documents.object();
    new TreeMap<>(numbers).forEach(object::add);
    return object;
  }

  private static void addMillis(JsonObjectBuilder to, String member, @Nullable Duration time) {
    if (time == null) {
      to.addNull(member);
    } else {
      to.add(member, millis(time));
    }
  }

  private static double millis(Duration time) {
    return time.toNanos() / NANOS_PER_MILLI;
  }

  private static String name(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
