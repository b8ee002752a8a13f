package io.wsgateway.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HttpCallsTest {
  private ScriptedServer server = ScriptedServer.answering(request -> "");

  @AfterEach
  void stop() {
    server.close();
  }

  private HttpCalls calls(Function<String, String> answers) {
    server.close();
    server = ScriptedServer.answering(answers);
    return HttpCalls.to(server.address());
  }

  @Test
  void get_sendsWhatItIsTold_andReadsTheAnswer() {
    HttpAnswer answer =
        calls(request -> ScriptedServer.answer(404, "text/plain;charset=utf-8", "nö"))
            .with("Origin", "http://evil.example")
            .with("host", "other.example")
            .with("X-Forwarded-For", "10.0.0.1")
            .get("/push/user?a=%20b");
    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.text()).isEqualTo("nö");
    assertThat(answer.header("content-TYPE")).contains("text/plain;charset=utf-8");
    assertThat(answer.header("absent")).isEmpty();
    assertThat(server.requests().get(0))
        .isEqualTo(
            "GET /push/user?a=%20b HTTP/1.1\r\nOrigin: http://evil.example\r\n"
                + "host: other.example\r\nX-Forwarded-For: 10.0.0.1\r\n\r\n");
  }

  @Test
  void postForm_encodesItsFields() {
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("app", "t");
    fields.put("content", "a b&c=d+世");
    calls(request -> ScriptedServer.answer(200, "text/html", "")).postForm("/push", fields);
    assertThat(server.requests().get(0))
        .startsWith("POST /push HTTP/1.1\r\n")
        .contains("\r\nContent-Type: application/x-www-form-urlencoded\r\n")
        .endsWith("\r\n\r\napp=t&content=a+b%26c%3Dd%2B%E4%B8%96");
  }

  @Test
  void to_baseWithPath_prefixesEveryPath() {
    calls(request -> ScriptedServer.answer(200, "text/html", ""));
    HttpCalls.to(URI.create(server.address() + "/base/")).get("/x");
    assertThat(server.requests().get(0)).startsWith("GET /base/x HTTP/1.1");
  }

  @Test
  void call_bodies_endWhereTheirHeadSays() {
    assertThat(calls(request -> "HTTP/1.1 200 OK\r\n\r\nto the end").get("/").text())
        .isEqualTo("to the end");
    assertThat(
            calls(
                    request ->
                        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
                            + "3\r\nabc\r\nA\r\n0123456789\r\n0\r\n\r\n")
                .get("/")
                .text())
        .isEqualTo("abc0123456789");
    assertThat(
            calls(request -> "HTTP/1.1 200 OK\r\nContent-Length: 7\r\n\r\n")
                .call("HEAD", "/", null)
                .text())
        .isEmpty();
    assertThat(calls(request -> "HTTP/1.1 304 Same\r\nContent-Length: 7\r\n\r\n").get("/").text())
        .isEmpty();
  }

  @Test
  void call_answersCutShortOrMissing_fail() {
    HttpCalls shortBody = calls(request -> "HTTP/1.1 200 OK\r\nContent-Length: 7\r\n\r\nabc");
    assertThatThrownBy(() -> shortBody.get("/")).hasMessageContaining("3 of 7");
    HttpCalls shortHead = calls(request -> "HTTP/1.1 200 OK\r\nContent-Le");
    assertThatThrownBy(() -> shortHead.get("/")).isInstanceOf(UncheckedIOException.class);
    HttpCalls nonsense = calls(request -> "hello\r\n\r\n");
    assertThatThrownBy(() -> nonsense.get("/")).hasMessageContaining("not an HTTP answer");
    var over = new CountDownLatch(1);
    HttpCalls silent =
        calls(
            request -> {
              try {
                over.await();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
              return "";
            });
    assertThatThrownBy(() -> silent.within(Duration.ofMillis(50)).get("/"))
        .isInstanceOf(UncheckedIOException.class);
    over.countDown();
  }
}
