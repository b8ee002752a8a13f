package io.wsgateway.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.wsgateway.client.Frame;
import io.wsgateway.client.HttpAnswer;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The oracle sees what must not be, and nothing else. */
class OracleTest {
  private static final String PROBLEM =
      "{\"type\":\"urn:wsgateway:error:bad-request\",\"title\":\"bad request\",\"status\":400,"
          + "\"detail\":\"A parameter is not valid UTF-8; set gateway.apps.closed\"}";

  @Test
  void serverError_isSeen_whateverItsBody() {
    assertThat(complaint(answer(500, "application/problem+json", PROBLEM))).isPresent();
    assertThat(complaint(answer(500, "text/html", ""))).isPresent();
    assertThat(complaint(answer(502, "text/html", ""))).isPresent();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "java.lang.NullPointerException",
        "Cannot invoke because of NullPointerException: x",
        "\tat io.wsgateway.core.Gateway.publish(Gateway.java:213)",
        "at deployment.wsgateway.war//x.Y.z(Unknown Source)",
        "org.glassfish.jersey.server.ContainerException",
        "RESTEASY003210: org.jboss.resteasy.spi.NotFound",
        "StackOverflowError",
        "Root cause: none",
        "class java.util.LinkedHashMap$Entry"
      })
  void insides_areSeen_inBodiesHeadersFramesAndReasons(String leak) {
    assertThat(complaint(answer(200, "text/html", "<p>" + leak + "</p>"))).isPresent();
    assertThat(complaint(answer(400, "application/problem+json", leak))).isPresent();
    assertThat(
            complaint(
                new HttpAnswer(404, List.of(new HttpAnswer.Header("X-Why", leak)), new byte[0])))
        .isPresent();
    assertThat(Oracle.complaint(text(leak))).isPresent();
    assertThat(Oracle.complaint(Frame.close(1008, leak).unmasked())).isPresent();
  }

  @Test
  void pageOfTheServers_isSeen_unlessItIsForARequestThatOnlyTheServerSaw() {
    String page = "<html><body>Not our page</body></html>";

    assertThat(complaint(answer(503, "text/html", page))).isPresent();
    assertThat(complaint(answer(403, "text/html", page))).isPresent();
    assertThat(complaint(answer(431, "text/html", page))).isEmpty();
    assertThat(complaint(answer(501, "text/html", page))).isEmpty();
  }

  @Test
  void ownAnswers_areFine() {
    assertThat(complaint(answer(400, "application/problem+json", PROBLEM))).isEmpty();
    assertThat(complaint(answer(503, "application/problem+json", PROBLEM))).isEmpty();
    assertThat(complaint(answer(200, "text/html; charset=UTF-8", ""))).isEmpty();
    assertThat(complaint(answer(400, "text/plain; charset=utf-8", "bind push message error")))
        .isEmpty();
    assertThat(
            complaint(
                answer(
                    200,
                    "application/json",
                    "{\"message\":\"Key: 'PushMessageReq.Sign' Error:Field validation for 'Sign'\"}")))
        .isEmpty();
    assertThat(Oracle.complaint(text("{\"type\":\"not match\"}"))).isEmpty();
  }

  @Test
  void closesForTheServersFault_areSeen_andOthersNot() {
    assertThat(Oracle.complaint(Frame.close(1011, "").unmasked())).isPresent();
    assertThat(Oracle.complaint(Frame.close(1006, "").unmasked())).isPresent();
    assertThat(Oracle.complaint(Frame.close(1011, "-1").unmasked())).isEmpty();
    assertThat(Oracle.complaint(Frame.close(1009, "too large").unmasked())).isEmpty();
    assertThat(Oracle.complaint(Frame.close(4006, "bad message").unmasked())).isEmpty();
    assertThat(Oracle.complaint(Frame.close(null, "").unmasked())).isEmpty();
  }

  @Test
  void framesThatNoServerMaySend_areSeen() {
    assertThat(Oracle.complaint(Frame.of(Frame.TEXT, new byte[0]))).isPresent();
    assertThat(Oracle.complaint(new Frame(true, 4, Frame.TEXT, false, new byte[0]))).isPresent();
    assertThat(Oracle.complaint(new Frame(true, 0, 3, false, new byte[0]))).isPresent();
    assertThat(Oracle.complaint(new Frame(true, 0, Frame.TEXT, false, new byte[] {-1})))
        .isPresent();
  }

  @Test
  void payarasPage_forAPathThatItCannotRead_isFine_andElsewhereSeen() {
    HttpAnswer page =
        answer(500, "text/html", "<html><title>Payara Server 6 - Error report</title></html>");
    HttpAnswer ours = answer(500, "application/problem+json", PROBLEM);

    for (String path :
        List.of(
            "/a%2Fb",
            "/%ff",
            "/%zz",
            "/%",
            "/a\\b",
            "/..",
            "/a/../../b",
            ";x=y/%2e%2e/push",
            "http://other.example/..",
            "/x\u00e4",
            "/%00")) {
      assertThat(Oracle.complaint(page, get(path))).as(path).isEmpty();
      assertThat(Oracle.complaint(ours, get(path))).as(path).isPresent();
    }
    for (String path :
        List.of("/", "/push?x=%ff", "http://other.example/x", "/a/../b", "/%C3%A4", "/..x")) {
      assertThat(Oracle.complaint(page, get(path))).as(path).isPresent();
    }
    assertThat(Oracle.complaint(page, new Shot(new byte[] {1}, "GET", false))).isEmpty();
  }

  private static Shot get(String path) {
    return new Shot(new Head("GET", path).bytes("localhost"), "GET", true);
  }

  private static Optional<String> complaint(HttpAnswer answer) {
    return Oracle.complaint(answer, get("/push/user"));
  }

  private static Frame text(String content) {
    return Frame.of(Frame.TEXT, content.getBytes(UTF_8)).unmasked();
  }

  private static HttpAnswer answer(int status, String type, String body) {
    return new HttpAnswer(
        status, List.of(new HttpAnswer.Header("Content-Type", type)), body.getBytes(UTF_8));
  }
}
