package io.wsgateway.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.wsgateway.admin.LaneServlet;
import io.wsgateway.client.Eventually;
import io.wsgateway.client.HttpCalls;
import io.wsgateway.client.RawWebSocket;
import io.wsgateway.server.GatewayWar;
import jakarta.json.JsonObject;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;

/** A stream whose node can hold no more for a moment. */
@ArquillianTest
@RunAsClient
class StreamOverloadIT {
  private static final int MOST = 10;

  @ArquillianResource private URI base;

  @Deployment
  static WebArchive war() {
    return GatewayWar.named(
            "stream-overload",
            Map.of("gateway.delivery.max-pending", String.valueOf(MOST), "gateway.lanes", "1"))
        .addClasses(LaneServlet.class);
  }

  @Test
  void whatTheNodeCannotHold_isRefusedLineByLine_andNothingAcceptedIsLost() {
    Api api = Api.of(base, "overload");
    try (RawWebSocket ann = api.client("ann");
        StreamClient stream = StreamClient.open(base, api.app())) {
      HttpCalls.to(base).get("/lanes?hang");
      List<Integer> accepted = new ArrayList<>();
      int i = 0;
      try {
        JsonObject answer = push(stream, i);
        while (answer.containsKey("receipts")) {
          accepted.add(i);
          assertThat(accepted).hasSizeLessThanOrEqualTo(2 * MOST);
          answer = push(stream, ++i);
        }

        JsonObject problem = answer.getJsonObject("problem");
        assertThat(problem.getString("type")).isEqualTo("urn:wsgateway:error:overloaded");
        assertThat(problem.getInt("status")).isEqualTo(503);
        assertThat(problem.getInt("retryAfter")).isPositive();
        // Part of it is done, so that it is not to be sent again as it is.
        stream.send("{'to':{'users':['nobody','ann']},'text':'x'}");
        JsonObject partly = stream.next().getJsonObject("problem");
        assertThat(partly.getString("detail")).startsWith("It was sent to the first 1 of 2, then");
        assertThat(partly.containsKey("retryAfter")).isFalse();
        // Whom nobody is behind, nothing waits for.
        stream.send("{'to':{'user':'nobody'},'text':'x'}");
        assertThat(stream.next().containsKey("receipts")).isTrue();
      } finally {
        HttpCalls.to(base).get("/lanes");
      }
      accepted.forEach(one -> ann.expect("n" + one));

      AtomicInteger number = new AtomicInteger(i);
      Eventually.await(
          "it takes some again",
          () -> push(stream, number.incrementAndGet()).containsKey("receipts"));
      ann.expect("n" + number);
      stream.finish().expectEnd();
    }
  }

  private static JsonObject push(StreamClient stream, int number) {
    stream.send("{'to':{'user':'ann'},'text':'n" + number + "'}");
    return stream.next();
  }
}
