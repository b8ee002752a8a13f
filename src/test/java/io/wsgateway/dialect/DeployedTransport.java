package io.wsgateway.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import io.wsgateway.client.HttpAnswer;
import io.wsgateway.client.HttpCalls;
import io.wsgateway.server.GatewayWar;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/** The contract in the server that the build tests. */
abstract class DeployedTransport extends TransportContract {
  @ArquillianResource private URI base;

  static WebArchive war(String name, String transport) {
    Map<String, String> settings = new HashMap<>(BOUNDS);
    settings.put("gateway.transport", transport);
    return GatewayWar.named(name, settings).addClass(TransportServlet.class);
  }

  @Override
  protected URI address(String path) {
    return base.resolve(path.substring(1));
  }

  @Override
  protected Socket socket() {
    return new Socket();
  }

  @Override
  protected String call(String method, String path, String json) {
    HttpAnswer answer =
        HttpCalls.to(base).with("Content-Type", "application/json").call(method, path, json);
    assertThat(answer.status()).as(answer.text()).isBetween(200, 299);
    return answer.text();
  }

  @Override
  protected Duration processorTime() {
    return Duration.ofNanos(Long.parseLong(HttpCalls.to(base).get("/transport").text()));
  }

  /** What writes to all sockets that were opened. */
  String writers() {
    return HttpCalls.to(base).get("/transport?writers").text();
  }
}
