package io.wsgateway.dialect.member;

import static io.wsgateway.dialect.member.MemberClient.BAD_SUBSCRIBE;
import static io.wsgateway.dialect.member.MemberClient.anonymous;
import static io.wsgateway.dialect.member.MemberClient.member;
import static io.wsgateway.dialect.member.MemberClient.message;
import static io.wsgateway.dialect.member.MemberClient.subscribe;
import static io.wsgateway.dialect.member.MemberClient.wish;
import static org.assertj.core.api.Assertions.assertThat;

import io.wsgateway.client.HttpAnswer;
import io.wsgateway.client.HttpCalls;
import io.wsgateway.client.RawWebSocket;
import io.wsgateway.core.App;
import io.wsgateway.core.Gateway;
import io.wsgateway.server.EveryServer;
import io.wsgateway.server.GatewayWar;
import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What users of the member dialect rely on beyond the recorded cases. */
@ArquillianTest
@RunAsClient
@EveryServer
class MemberPushIT {
  private static final Duration LONG = Duration.ofSeconds(20);

  @ArquillianResource private URI base;

  @Deployment
  static WebArchive war() {
    return GatewayWar.atRoot(
            Map.of(
                "gateway.name.max-length", "50",
                "gateway.member.max-message-size", "1k",
                "gateway.member.private-topics", "im,orders",
                "gateway.membership.max-topics-per-user", "20",
                "gateway.outbox.max-size", "1m",
                "gateway.limit.messages", "0"))
        .addClasses(Everybody.class, Crowded.class);
  }

  /** Application code: sends to all clients of the app. */
  @WebServlet("/everybody")
  public static class Everybody extends HttpServlet {
    private static final long serialVersionUID = 1L;
    @Inject private transient Gateway gateway;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) {
      gateway.app("default").sendToAll(request.getQueryString());
    }
  }

  /** Application code: has the only connection of a user join as many topics as it can. */
  @WebServlet("/crowded")
  public static class Crowded extends HttpServlet {
    private static final long serialVersionUID = 1L;
    @Inject private transient Gateway gateway;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) {
      App app = gateway.app("default");
      app.connectionsOf(request.getQueryString())
          .thenAccept(
              ids -> {
                for (int i = 0; i < 20; i++) {
                  app.join(ids.value().get(0), "crowd" + i);
                }
              })
          .toCompletableFuture()
          .join();
    }
  }

  @Test
  void subscribingWhilePushesFlow_losesNothing_andKeepsTheOrder() {
    int pushes = 400;
    try (RawWebSocket client = subscribe(anonymous(base), "flow")) {
      CompletableFuture<Void> pushing =
          CompletableFuture.runAsync(
              () -> IntStream.range(0, pushes).forEach(i -> push("flow", 0, "m" + i)));
      String answer = MemberAnswers.subscribed("flow").text();
      int asked = 0;
      int answered = 0;
      int received = 0;
      while (received < pushes || answered < asked) {
        // As many more as were answered: something is always on its way in either direction.
        while (received < pushes && asked - answered < 20) {
          client.send(wish("flow"));
          asked++;
        }
        String text = client.next(LONG).orElseThrow().text();
        if (text.equals(answer)) {
          answered++;
        } else {
          assertThat(text).isEqualTo(message("flow", 0, "m" + received++));
        }
      }
      pushing.join();
      assertThat(asked).isGreaterThan(pushes / 2);
      push("flow", 0, "last");
      client.expect(message("flow", 0, "last")).expectNothingFor(Duration.ofMillis(200));
    }
  }

  @Test
  void aSubscriberThatDoesNotRead_costsOthersNothing() {
    String text = "x".repeat(100_000);
    try (RawWebSocket stalled = subscribe(anonymous(base), "stall");
        RawWebSocket healthy = subscribe(anonymous(base), "stall")) {
      stalled.stall();
      for (int i = 0; i < 120; i++) {
        push("stall", i, text);
        healthy.expect(message("stall", i, text));
      }
    }
  }

  @Test
  void privateTopics_areEachForThoseWhoSubscribedThem() {
    try (RawWebSocket orders = subscribe(member(base, 301), "orders");
        RawWebSocket im = subscribe(member(base, 301), "im");
        RawWebSocket other = subscribe(member(base, 302), "orders")) {
      push("orders", 301, "o");
      push("im", 301, "i");
      push("orders", 302, "end");
      push("im", 302, "nobody");

      orders.expect(message("orders", 301, "o"));
      im.expect(message("im", 301, "i"));
      other.expect(message("orders", 302, "end"));
      orders.expectNothingFor(Duration.ofMillis(200));
      im.expectNothingFor(Duration.ofMillis(10));
    }
  }

  @Test
  void aPublicSubscription_ofAnotherCase_isNotThePrivateTopic() {
    try (RawWebSocket client = subscribe(anonymous(base), "IM")) {
      push("im", -1, "x");
      push("IM", -1, "y");

      client.expect(message("IM", -1, "y"));
    }
  }

  @Test
  void pushesReachOtherDialects_andThoseOfOthersArriveHere() {
    try (RawWebSocket reg = RawWebSocket.open(base.resolve("connection"));
        RawWebSocket member = subscribe(subscribe(member(base, 401), "im"), "mixed")) {
      reg.send("reg:default:401").send("in:default:401:mixed").send("?:");
      reg.expect("error msg format");

      push("mixed", 7, "to the topic");
      reg.expect("to the topic");
      member.expect(message("mixed", 7, "to the topic"));
      push("im", 401, "to the member");
      reg.expect("to the member");
      member.expect(message("im", 401, "to the member"));

      http().get("/push/topic?app=default&topic=mixed&content=a");
      member.expect(message("mixed", -1, "a"));
      http().get("/push/user?app=default&userId=401&content=b");
      member.expect(message("im", 401, "b"));
    }
  }

  @Test
  void messagesForAll_areShownToThoseWhoSaidWhoTheyAre() {
    try (RawWebSocket silent = MemberClient.silent(base);
        RawWebSocket anonymous = anonymous(base)) {
      http().get("/everybody?hello");

      anonymous.expect(message("im", -1, "hello"));
      silent.send("{\"member_id\":-1}").expect(MemberAnswers.HELLO_STRANGER.text());
    }
  }

  @Test
  void pushesOfAMessageForAUser_areNotShown_beforeThePrivateTopicIsSubscribed() {
    try (RawWebSocket member = member(base, 501)) {
      http().get("/push/user?app=default&userId=501&content=a");
      push("im", 501, "b");
      subscribe(member, "im");
      push("im", 501, "c");

      member.expect(message("im", 501, "c"));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"HEAD", "OPTIONS", "PATCH", "PROPFIND", "ANYTHING"})
  void everyMethodPushes(String method) {
    try (RawWebSocket client = subscribe(anonymous(base), "methods")) {
      String body = "{\"app\":\"methods\",\"text\":\"" + method + "\"}";
      HttpAnswer answer = http().with("Content-Type", "a/b").call(method, "/push", body);

      assertThat(answer.status()).isEqualTo(202);
      client.expect(message("methods", 0, method));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"application/x-www-form-urlencoded", "multipart/form-data", "?", ""})
  void everyContentTypePushes(String type) {
    try (RawWebSocket client = subscribe(anonymous(base), "types")) {
      String body = "{\"app\":\"types\",\"text\":\"a=b&c=%41 ü\"}";

      assertThat(http().post("/push", type, body).status()).isEqualTo(202);
      client.expect(message("types", 0, "a=b&c=%41 ü"));
    }
  }

  @Test
  void textOfOneMegabyteOfAnything_arrivesUnchanged() {
    String text = "0123456789:\n世😀%+&".repeat(1 << 20).substring(0, 1 << 20);
    try (RawWebSocket client = subscribe(anonymous(base), "large")) {
      push("large", 0, text);

      client.expect(message("large", 0, text), LONG);
    }
  }

  @Test
  void pushesThatAreTooLarge_areRefused() {
    String text = "x".repeat((2 << 20) + 1);
    assertProblem(http().post("/push", "application/json", body("a", 1, text)), 413, "too-large");
    assertProblem(
        http().post("/push", "application/json", "x".repeat(7_000_000)), 413, "too-large");
    assertThat(http().post("/push", "application/json", "x".repeat(6_000_000)).status())
        .isEqualTo(400);
  }

  @Test
  void aPushThatIsTooLarge_withoutALength_isRefused() throws Exception {
    HttpRequest chunked =
        HttpRequest.newBuilder(base.resolve("push"))
            .POST(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(new byte[7_000_000])))
            .build();

    assertThat(HttpClient.newHttpClient().send(chunked, BodyHandlers.ofString()).statusCode())
        .isEqualTo(413);
  }

  @Test
  void pushesToNamesThatCannotBe_areRefused() {
    for (String name : new String[] {"x".repeat(51), "a\\nb", "a\\u0000"}) {
      assertProblem(
          http().post("/push", "application/json", "{\"app\":\"" + name + "\"}"), 400, "bad-name");
    }
  }

  @Test
  void pushes_needTheRightOfAServerApi() {
    HttpCalls foreign = http().with("Origin", "http://evil.example");
    assertProblem(foreign.post("/push", "text/plain", "{}"), 403, "forbidden");
    assertProblem(foreign.call("OPTIONS", "/push", "{}"), 403, "forbidden");
  }

  @Test
  void subscriptions_haveABound_andThoseThatAreThereStay() {
    try (RawWebSocket client = anonymous(base)) {
      IntStream.range(0, 20).forEach(i -> subscribe(client, "bound" + i));

      client.send(wish("bound20")).expect(BAD_SUBSCRIBE);
      subscribe(client, "bound19");
      push("bound20", 0, "x");
      push("bound0", 0, "y");
      client.expect(message("bound0", 0, "y"));
    }
  }

  @Test
  void whereTheApplicationLeavesNoRoom_aWishStillHasOneAnswer() {
    try (RawWebSocket client = member(base, 601)) {
      assertThat(http().get("/crowded?601").status()).isEqualTo(200);

      client.send(wish("one more")).send(wish("im"));
      client.expect(MemberAnswers.subscribed("one more").text());
      client.expect(MemberAnswers.subscribed("im").text());
      push("one more", 0, "x");
      push("im", 601, "y");
      client.expect(message("im", 601, "y"));
    }
  }

  @Test
  void aMessageLargerThanAllowed_closesItsSenderWith1009() {
    try (RawWebSocket early = MemberClient.silent(base);
        RawWebSocket late = anonymous(base)) {
      early.send("{\"member_id\":-1,\"token\":\"" + "x".repeat(1024) + "\"}").expectClose(1009);
      late.send("x".repeat(1025)).expectClose(1009);
    }
  }

  private void push(String topic, long member, String text) {
    HttpAnswer answer = http().post("/push", "application/json", body(topic, member, text));
    assertThat(answer.status()).isEqualTo(202);
    assertThat(answer.text()).isEmpty();
  }

  /** A push has the same form as a message. */
  private static String body(String topic, long member, String text) {
    return message(topic, member, text);
  }

  private static void assertProblem(HttpAnswer answer, int status, String slug) {
    assertThat(answer.status()).as(answer.text()).isEqualTo(status);
    assertThat(answer.header("Content-Type")).contains("application/problem+json");
    assertThat(answer.text()).contains("urn:wsgateway:error:" + slug);
  }

  private HttpCalls http() {
    return HttpCalls.to(base);
  }
}
