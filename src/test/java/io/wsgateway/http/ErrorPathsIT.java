package io.wsgateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.wsgateway.client.HttpAnswer;
import io.wsgateway.client.HttpCalls;
import io.wsgateway.client.RawWebSocket;
import io.wsgateway.server.GatewayWar;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.HashMap;
import java.util.Map;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every error is a problem document with the same status on every server. */
@ArquillianTest
@RunAsClient
class ErrorPathsIT {
  @ArquillianResource private URI base;

  @Deployment
  static WebArchive war() {
    return GatewayWar.atRoot(Map.of());
  }

  @ParameterizedTest
  @CsvSource({
    "GET, /nothing/here, 404",
    "GET, /index.html, 404",
    "GET, /page/nothing.js, 404",
    "GET, /error, 404",
    "GET, /application.wadl, 404",
    "DELETE, /push/user, 405",
    "PUT, /push/topic, 405",
    "POST, /serverList, 405",
    "POST, /, 405",
    "GET, /push/user, 400",
    "GET, /push/user?app=a&userId=1&content=%ff, 400",
    "GET, /connection, 400",
    "POST, /connection, 400",
  })
  void error_isAProblemDocument(String method, String path, int status) {
    assertProblem(calls().call(method, path, method.equals("GET") ? null : ""), status);
  }

  @Test
  void malformedBodies_areTheCallersFault() {
    assertProblem(calls().post("/push/user", "multipart/form-data; boundary=x", "zzzz"), 400);
    assertProblem(calls().post("/push/user", "multipart/form-data", "zzzz"), 400);
    assertProblem(calls().post("/push/user", "application/json", "{"), 400);
    assertProblem(calls().post("/push/user", "no type at all", "x"), 400);
    assertProblem(calls().post("/push/user", "application/x-www-form-urlencoded", "app=%zz"), 400);
  }

  @Test
  void oversizedBodies_areRefused() {
    String tooMuch = "x".repeat(7_000_000);
    assertProblem(calls().post("/push/user", "application/x-www-form-urlencoded", tooMuch), 413);
    assertProblem(
        calls()
            .post(
                "/push/user",
                "multipart/form-data; boundary=b",
                "--b\r\nContent-Disposition: form-data; name=\"content\"\r\n\r\n"
                    + tooMuch
                    + "\r\n--b--\r\n"),
        413);
  }

  @Test
  void oversizedBody_withoutALength_isRefused() throws Exception {
    HttpRequest chunked =
        HttpRequest.newBuilder(base.resolve("push/user"))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(new byte[7_000_000])))
            .build();

    assertThat(HttpClient.newHttpClient().send(chunked, BodyHandlers.ofString()).statusCode())
        .isEqualTo(413);
  }

  @Test
  void handshakesOfOtherVersions_areRefusedWithTheOneThatIsSpoken() {
    Map<String, String> headers = new HashMap<>();
    headers.put("Sec-WebSocket-Version", "99");
    RawWebSocket client = RawWebSocket.open(base.getHost(), base.getPort(), "/connection", headers);
    client.drop();

    assertThat(client.handshake().status()).isEqualTo(400);
    assertThat(client.handshake().header("Sec-WebSocket-Version")).contains("13");
  }

  private static void assertProblem(HttpAnswer answer, int status) {
    assertThat(answer.status()).as(answer.text()).isEqualTo(status);
    assertThat(answer.header("Content-Type"))
        .get()
        .asString()
        .startsWith("application/problem+json");
    assertThat(answer.text())
        .startsWith("{\"type\":\"urn:wsgateway:error:")
        .contains("\"status\":" + status)
        .doesNotContain("Exception");
  }

  private HttpCalls calls() {
    return HttpCalls.to(base);
  }
}
