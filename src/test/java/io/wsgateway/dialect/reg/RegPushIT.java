package io.wsgateway.dialect.reg;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.wsgateway.client.HttpAnswer;
import io.wsgateway.client.HttpCalls;
import io.wsgateway.client.RawWebSocket;
import io.wsgateway.server.EveryServer;
import io.wsgateway.server.GatewayWar;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What users of the reg dialect rely on beyond the recorded cases, with the default settings. */
@ArquillianTest
@RunAsClient
@EveryServer
class RegPushIT {
  /** What one server adds to some answers and not to others, whoever gives them. */
  private static final Pattern HOW_IT_IS_SENT =
      Pattern.compile("date|connection|keep-alive|content-length|transfer-encoding");

  @ArquillianResource private URI base;

  @Deployment
  static WebArchive war() {
    return GatewayWar.atRoot(
        Map.of("gateway.name.max-length", "50", "gateway.reg.max-message-size", "1k"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "hello",
        "a:b:c",
        "line\nline\r\nend",
        "😀 ünïcödé 世界",
        "a+b c%41&d=e#f",
        "\t\"<>'\\"
      })
  void content_arrivesUnchanged_byQueryAndByForm(String content) {
    try (RawWebSocket client = registered("content", "1")) {
      Map<String, String> fields = Map.of("app", "content", "userId", "1", "content", content);
      String expected = content.strip();

      http().get("/push/user?" + HttpCalls.encode(fields));
      client.expect(expected);
      http().postForm("/push/user", fields);
      client.expect(expected);
    }
  }

  @Test
  void content_ofOneMegabyteOfAnything_arrivesUnchanged() {
    String content = "0123456789:\n世😀%+&".repeat(1 << 20).substring(0, 1 << 20);
    try (RawWebSocket client = registered("large", "1")) {
      http().postForm("/push/user", Map.of("app", "large", "userId", "1", "content", content));

      client.expect(content, Duration.ofSeconds(20));
    }
  }

  @Test
  void content_largerThanAllowed_isRefusedWith413() {
    String content = "x".repeat((2 << 20) + 1);

    HttpAnswer answer =
        http().postForm("/push/user", Map.of("app", "large", "userId", "1", "content", content));

    assertThat(answer.status()).isEqualTo(413);
    assertThat(answer.text()).contains("urn:wsgateway:error:too-large");
  }

  @Test
  void severalConnectionsOfOneUser_allReceive() {
    try (RawWebSocket phone = registered("several", "1");
        RawWebSocket laptop = registered("several", "1");
        RawWebSocket other = registered("several", "2")) {
      push("several", "1", "x");

      phone.expect("x");
      laptop.expect("x");
      push("several", "1,2", "y");
      phone.expect("y");
      laptop.expect("y");
      other.expect("y");
    }
  }

  @Test
  void aNewConnectionOfAUser_isInItsTopicsAtOnce() {
    try (RawWebSocket first = registered("topics", "1")) {
      send(first, "in:topics:1:news");
      try (RawWebSocket second = registered("topics", "1")) {
        http().get("/push/topic?app=topics&topic=news&content=x");

        first.expect("x");
        second.expect("x");
      }
    }
  }

  @Test
  void joiningForAnotherUser_takesEffectAtOnce_andOutEndsIt() {
    try (RawWebSocket victim = registered("others", "victim");
        RawWebSocket other = registered("others", "other")) {
      send(other, "in:others:victim:news");
      http().get("/push/topic?app=others&topic=news&content=1");
      victim.expect("1");

      send(other, "out:others:victim:news");
      http().get("/push/topic?app=others&topic=news&content=2");
      push("others", "victim", "3");
      victim.expect("3");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "reg::1",
        "reg:bad:",
        "reg:bad:a\u0000b",
        "reg:bad:a\nb",
        "in:bad:1:",
        "in::1:t",
        "out:bad::t",
        "reg:bad:012345678901234567890123456789012345678901234567890"
      })
  void badNames_areAnswered_andHarmNobody(String frame) {
    try (RawWebSocket sender = RawWebSocket.open(socket());
        RawWebSocket bystander = registered("bad", "1")) {
      sender.send(frame);

      sender.expect("error msg format");
      push("bad", "1", "still here");
      bystander.expect("still here");
      send(sender, "reg:bad:2");
      push("bad", "2", "me too");
      sender.expect("me too");
    }
  }

  @Test
  void aMessageLargerThanAllowed_closesItsSenderWith1009() {
    try (RawWebSocket sender = RawWebSocket.open(socket());
        RawWebSocket bystander = registered("toolarge", "1")) {
      sender.send("reg:" + "x".repeat(1100));

      sender.expectClose(1009);
      push("toolarge", "1", "still here");
      bystander.expect("still here");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/push/user?app=&userId=1&content=x",
        "/push/user?app=a%00b&userId=1%07&content=x&app=",
        "/push/user?app=a&userId=012345678901234567890123456789012345678901234567890&content=x",
        "/push/topic?app=a&topic=&content=x"
      })
  void pushesToBadNames_areRefused(String path) {
    HttpAnswer answer = http().get(path);

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.text()).contains("bad-name").contains("expected 1 to 50 characters");
  }

  /** A filter takes plain pushes, the resource all others. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "/push/user?app=alike&userId=1&content=x",
        "/push/user?app=alike&userId=1,,2&content=x",
        "/push/user?app=alike&userId=1",
        "/push/user?app=&userId=1&content=x",
        "/push/topic?app=alike&topic=news&content=x",
        "/push/topic?app=alike&content=x"
      })
  void plainPush_isAnsweredAsOneThatIsNot(String path) {
    String expected = seen(http().post(path, "text/plain", "no form"));

    assertThat(seen(http().get(path))).isEqualTo(expected);
    String query = path.substring(path.indexOf('?') + 1);
    String target = path.substring(0, path.indexOf('?'));
    assertThat(seen(http().post(target, "application/x-www-form-urlencoded", query)))
        .isEqualTo(expected);
  }

  private static String seen(HttpAnswer answer) {
    String headers =
        answer.headers().stream()
            .map(header -> header.name().toLowerCase(Locale.ROOT) + ": " + header.value())
            .filter(header -> !HOW_IT_IS_SENT.matcher(header).lookingAt())
            .sorted()
            .collect(Collectors.joining("\n"));
    return answer.status() + "\n" + headers + "\n\n" + answer.text();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "application/x-www-form-urlencoded",
        "application/x-www-form-urlencoded; charset=UTF-8"
      })
  void formThatEndsEarly_isNoPush(String type) throws IOException {
    String form = "app=cut&userId=1&content=of this, half";
    try (RawWebSocket client = registered("cut", "1");
        Socket socket = new Socket(base.getHost(), base.getPort())) {
      String head =
          "POST %spush/user HTTP/1.1\r\nHost: %s\r\nContent-Type: %s\r\nContent-Length: %d\r\n\r\n"
              .formatted(base.getPath(), base.getAuthority(), type, form.length() * 2);
      socket.setSoTimeout(40_000);
      socket.getOutputStream().write((head + form).getBytes(UTF_8));
      socket.shutdownOutput();
      String answer = new String(socket.getInputStream().readAllBytes(), UTF_8);
      push("cut", "1", "the next");

      assertThat(answer).doesNotContain(" 200 ");
      client.expect("the next");
    }
  }

  @Test
  void head_isNoPush() {
    try (RawWebSocket client = registered("head", "1")) {
      HttpAnswer answer = http().call("HEAD", "/push/user?app=head&userId=1&content=x", null);
      push("head", "1", "y");

      assertThat(answer.status()).isEqualTo(405);
      client.expect("y");
    }
  }

  @Test
  void serverList_withoutSetting_saysSoLikeTheOriginal() {
    assertThat(http().get("/serverList?app=a&userId=1").text())
        .isEqualTo("{\"code\": 2, \"data\": \"no server avaliable\"}");
  }

  private RawWebSocket registered(String app, String user) {
    RawWebSocket client = RawWebSocket.open(socket());
    send(client, "reg:" + app + ":" + user);
    return client;
  }

  /** Sends, and returns when it has been obeyed: lines of one client are handled in order. */
  private static void send(RawWebSocket client, String line) {
    client.send(line).send("?:").expect("error msg format");
  }

  private void push(String app, String users, String content) {
    HttpAnswer answer =
        http().postForm("/push/user", Map.of("app", app, "userId", users, "content", content));
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.text()).isEmpty();
  }

  private HttpCalls http() {
    return HttpCalls.to(base);
  }

  private URI socket() {
    return base.resolve("connection");
  }
}
