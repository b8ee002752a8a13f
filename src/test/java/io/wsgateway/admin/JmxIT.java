package io.wsgateway.admin;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.wsgateway.client.Eventually;
import io.wsgateway.client.HttpCalls;
import io.wsgateway.client.RawWebSocket;
import io.wsgateway.json.JsonText;
import io.wsgateway.server.GatewayWar;
import io.wsgateway.server.Tries;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What an operator sees and does with JMX. */
@ArquillianTest
@RunAsClient
@Tries("jmx/Jmx.java")
class JmxIT {
  private static final Path FILE = Path.of("target/jmx-it.properties").toAbsolutePath();

  @ArquillianResource private URI base;

  private HttpCalls http;
  private int node;

  @Deployment
  static WebArchive war() throws IOException {
    Files.writeString(FILE, "gateway.drain.pace=77\n");
    return GatewayWar.atRoot(
            Map.of("gateway.apps", "listed", "gateway.config.file", FILE.toString()))
        .addClass(JmxServlet.class);
  }

  @BeforeEach
  void prepare() {
    http = HttpCalls.to(base);
    node = status().getInt("node");
  }

  @Test
  void node_tellsTheFiguresOfTheStatus() {
    try (RawWebSocket ann = registered("ann")) {
      push("ann", "hello");
      ann.expect("hello");
      Eventually.await("it is delivered", () -> !read("Delivered").equals("0"));

      assertThat(read("Node")).isEqualTo(String.valueOf(node));
      assertThat(read("Version")).matches("\\d+\\.\\d+.*");
      assertThat(read("Since")).isEqualTo(status().getString("since"));
      assertThat(read("State")).isEqualTo("serving");
      assertThat(read("Ready")).isEqualTo("true");
      assertThat(read("Exchange")).isEqualTo("up");
      assertThat(read("Membership")).isEqualTo("up");
      assertThat(read("Nodes")).isEqualTo("1");
      assertThat(read("Connections")).isEqualTo("1");
      assertThat(read("Published")).isEqualTo(number("published"));
      assertThat(read("Received")).isEqualTo("0");
      assertThat(read("Delivered")).isEqualTo(number("delivered"));
      assertThat(read("Reconnects")).isEqualTo("0");
      Eventually.await("a lag", () -> read("LagMillis").matches("\\d.*"));
      assertThat(Double.parseDouble(read("MeanDeliveryMillis"))).isPositive();
      assertThat(read("DeliveryTimes")).contains("00000.5", "30000.0", "all");
      assertThat(read("Handshakes")).contains("reg");
      assertThat(read("Refusals")).contains("blocked");
      assertThat(read("Dropped")).contains("slow-consumer");
      assertThat(read("Closed")).contains("restart", "client");
      assertThat(read("OutboxBytes")).isEqualTo("0");
      assertThat(read("OutboxMessages")).isEqualTo("0");
      assertThat(read("OutboxLargestBytes")).isEqualTo("0");
      assertThat(read("Backlog")).isEqualTo("0");
      assertThat(Integer.parseInt(read("BacklogLimit"))).isPositive();
      assertThat(read("Blocks")).isEqualTo("0");
    }
  }

  @Test
  void apps_comeWithTheirFirstConnection_andGoAfterTheirLast_unlessTheyAreListed() {
    assertThat(names()).contains(appName("listed"));
    try (RawWebSocket client = RawWebSocket.open(base.resolve("connection"))) {
      client.send("reg:jmx-guest:1").send("?:").expect("error msg format");

      Eventually.await("it is shown", () -> names().contains(appName("jmx-guest")));

      String app = "type=App&app=jmx-guest&node=" + node;
      assertThat(jmx(app + "&attribute=Connections")).isEqualTo("1");
      assertThat(jmx(app + "&attribute=App")).isEqualTo("jmx-guest");
      assertThat(jmx(app + "&attribute=ConnectionsByDialect")).contains("reg");
      assertThat(jmx(app + "&operation=closeUser&argument=1&argument=so+long"))
          .isEqualTo("closed 1");
      assertThat(client.expectClose(1008).text()).isEqualTo("so long");
    }
    Eventually.await("it is gone", () -> !names().contains(appName("jmx-guest")));
    assertThat(names()).contains(appName("listed"));
  }

  @Test
  void operator_closesConnectionsAndUsers() {
    try (RawWebSocket ann = registered("ann");
        RawWebSocket bob = registered("bob")) {
      String id = http.get("/api/v1/apps/listed/users/ann").text().replaceAll("\\D*(\\d+).*", "$1");

      assertThat(call("closeConnection", "listed", id)).isEqualTo("closed");
      assertThat(ann.expectClose(1008).text()).isEqualTo("closed by an operator");
      Eventually.await(
          "it is gone", () -> call("closeConnection", "listed", id).equals("not connected"));
      assertThat(call("closeUser", "listed", "bob", "")).isEqualTo("closed 1");
      bob.expectClose(1008);
      assertThat(call("closeUser", "listed", "bob", "x".repeat(200)))
          .contains("IllegalArgumentException", "at most 123");
    }
  }

  @Test
  void operator_drainsAndResumes() {
    try (RawWebSocket ann = registered("ann")) {
      assertThat(call("drain", "0", "0")).isEqualTo("draining");

      assertThat(ann.expectClose(1012).text()).contains("reconnect in");
      Eventually.await("it is drained", () -> read("State").equals("drained"));
      assertThat(read("Ready")).isEqualTo("false");
      assertThat(read("Closed")).contains("restart");
      assertThat(call("drain", "-1", "-1")).contains("IllegalArgumentException", "pace");
      assertThat(call("resume")).isEqualTo("serving");
      assertThat(read("Ready")).isEqualTo("true");
      registered("ann").close();
    }
  }

  @Test
  void operator_reloadsTheConfiguration() throws IOException {
    Files.writeString(FILE, "gateway.drain.pace=78\n");
    assertThat(call("reloadConfiguration")).contains("gateway.drain.pace");

    Files.writeString(FILE, "gateway.drain.pace=none\n");
    assertThat(call("reloadConfiguration"))
        .contains("IllegalArgumentException", "gateway.drain.pace");
    Files.writeString(FILE, "gateway.drain.pace=77\n");
    assertThat(call("reloadConfiguration")).contains("changed");
  }

  @Test
  void program_readsAndCallsFromAShell() throws IOException, InterruptedException {
    try (RawWebSocket ann = registered("ann")) {
      assertThat(shell("")).contains("io.wsgateway:type=Node,node=" + node, appName("listed"));
      assertThat(shell(" Node")).contains("Node: " + node, "Backlog: 0", "overloaded=0");
      assertThat(shell(" App=listed Connections")).isEqualTo("1");
      assertThat(shell(" App=listed closeUser ann bye")).isEqualTo("closed 1");
      assertThat(ann.expectClose(1008).text()).isEqualTo("bye");
      assertThat(shell(" Node@" + node + " drain 0 -1")).contains("1 to 1000000");
      assertThat(shell(" App=nobody")).isEqualTo("There is no App=nobody in this process");
    }
  }

  /** What the program for operators says; their shell would be where it is. */
  private String shell(String words) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("server-config/jmx/Jmx.java");
    command.addAll(List.of((jmx("pid") + words).split(" ", -1)));
    Process program = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(program.getInputStream().readAllBytes(), UTF_8).strip();
    assertThat(program.waitFor()).as(said).isIn(0, 1);
    return said;
  }

  private String appName(String app) {
    return "io.wsgateway:type=App,node=" + node + ",app=\"" + app + "\"";
  }

  private List<String> names() {
    return jmx("").lines().toList();
  }

  private String read(String attribute) {
    return jmx("type=Node&node=" + node + "&attribute=" + attribute);
  }

  private String call(String operation, String... arguments) {
    StringBuilder query = new StringBuilder("type=Node&node=" + node + "&operation=" + operation);
    for (String argument : arguments) {
      query.append("&argument=").append(URLEncoder.encode(argument, UTF_8));
    }
    return jmx(query.toString());
  }

  private String jmx(String query) {
    return http.get("/jmx?" + query).text().strip();
  }

  private JsonObject status() {
    return object(http.get("/api/v1/status").text());
  }

  private String number(String figure) {
    return status().getJsonNumber(figure).toString();
  }

  private void push(String user, String content) {
    assertThat(http.get("/push/user?app=listed&userId=" + user + "&content=" + content).status())
        .isEqualTo(200);
  }

  private RawWebSocket registered(String user) {
    RawWebSocket client = RawWebSocket.open(base.resolve("connection"));
    return client.send("reg:listed:" + user).send("?:").expect("error msg format");
  }

  private static JsonObject object(String text) {
    return JsonText.parse(text).orElseThrow().asJsonObject();
  }
}
