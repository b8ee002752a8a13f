package io.wsgateway.dialect.vein;

import static io.wsgateway.dialect.vein.VeinBackEnd.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.wsgateway.auth.SignedTokens;
import io.wsgateway.client.HttpAnswer;
import io.wsgateway.client.HttpCalls;
import io.wsgateway.client.RawWebSocket;
import io.wsgateway.server.EveryServer;
import io.wsgateway.server.GatewayWar;
import io.wsgateway.wire.VeinSuite;
import jakarta.json.Json;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What users of the vein dialect rely on beyond the recorded cases. */
@ArquillianTest
@RunAsClient
@EveryServer
class VeinIT {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  @ArquillianResource private URI base;
  private VeinBackEnd backEnd;

  @Deployment
  static WebArchive war() {
    Map<String, String> settings = new HashMap<>(VeinSuite.APPS);
    settings.put("gateway.apps", "test,test2,plain");
    settings.put("gateway.keys", "other");
    settings.put("gateway.key.other.secret", "0123456789abcdef");
    settings.put("gateway.name.max-length", "50");
    settings.put("gateway.outbox.max-size", "1m");
    settings.put("gateway.vein.max-message-size", "1k");
    // Who does not read answers no pings either, and is to be cut for not reading.
    settings.put("gateway.vein.pong-timeout", "10m");
    return GatewayWar.atRoot(settings);
  }

  @BeforeEach
  void backEnd() {
    backEnd = new VeinBackEnd(base);
  }

  // --- connecting --------------------------------------------------------------------------------

  @ParameterizedTest
  @ValueSource(strings = {"plain", "unlisted", "%00", "a%0Ab"})
  void anAppWithoutSecret_isUnknown(String app) {
    String token = SignedTokens.hs256("{\"sub\":\"u\"}", VeinSuite.SECRET);

    assertThat(handshake("/ws/connect?app_id=" + app + "&token=" + token).text())
        .isEqualTo("{\"code\":1001,\"detail\":\"\",\"msg\":\"internal not found\"}");
    // An empty key signs nothing.
    assertThat(handshake("/ws/connect?app_id=" + app + "&token=a.b.c").text()).contains("1001");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\u0000b", "012345678901234567890123456789012345678901234567890"})
  void aSubjectThatIsNoName_isRefused(String subject) {
    String claims = "{\"sub\":" + Json.createValue(subject) + "}";

    assertThat(handshake(VeinBackEnd.path(claims)).text()).contains("\"code\":1000");
  }

  @Test
  void aTokenWhoseHeadReadsNull_isRefused() {
    HttpAnswer answer = handshake("/ws/connect?app_id=test&token=bnVsbA.e30.AAAA");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.text()).isEqualTo(VeinAnswers.CONNECT_BAD_TOKEN);
  }

  @ParameterizedTest
  @ValueSource(strings = {"app_id=test&token=", "app_id=&token=x", "%ff"})
  void aQueryThatIsNotComplete_isRefused(String query) {
    HttpAnswer answer = handshake("/ws/connect?" + query);

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.text()).contains("\"code\":400");
  }

  /** Containers find an endpoint by other spellings of its path, too. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "/ws/connect;x=1",
        "/ws;x=1/connect",
        "//ws/connect",
        "/ws//connect",
        "/ws/./connect",
        "/x/../ws/connect",
        "/ws/%63onnect",
        "/ws/connect/",
        "/WS/CONNECT"
      })
  void aSpellingOfThePathThatIsNotChecked_letsNobodySpeakOrListen(String path) {
    try (RawWebSocket victim = backEnd.connect("victim");
        RawWebSocket client =
            RawWebSocket.open(base.getHost(), base.getPort(), path + "?app_id=test", Map.of())) {
      if (client.isAccepted()) {
        client.send("{\"to\":\"victim\",\"data\":{}}");
        client.expectClose(4003);
      } else {
        assertThat(client.handshake().status()).isNotEqualTo(101);
      }
      backEnd.push("victim", "{\"n\":1}");
      assertThat(text(victim)).startsWith("{\"to\":\"victim\",\"data\":{\"n\":1},");
    }
  }

  /** The original dies of it after about 200. */
  @Test
  void manyClientsConnectingAtTheSameMoment_allGetIn() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(8);
    List<RawWebSocket> clients = new ArrayList<>();
    try {
      List<Future<List<RawWebSocket>>> batches = new ArrayList<>();
      for (int thread = 0; thread < 8; thread++) {
        int number = thread;
        batches.add(
            threads.submit(
                () -> {
                  List<RawWebSocket> batch = new ArrayList<>();
                  for (int i = 0; i < 50; i++) {
                    batch.add(backEnd.connect("many" + number + "-" + i));
                  }
                  return batch;
                }));
      }
      for (Future<List<RawWebSocket>> batch : batches) {
        clients.addAll(batch.get());
      }
      assertThat(clients).hasSize(400);
    } finally {
      threads.shutdownNow();
      clients.forEach(RawWebSocket::drop);
    }
  }

  // --- messages ----------------------------------------------------------------------------------

  @Test
  void binaryFrames_areReadLikeText() {
    try (RawWebSocket client = backEnd.connect("binary")) {
      client.send("{\"to\":\"binary\",\"data\":{\"k\":\"ü\"}}".getBytes(StandardCharsets.UTF_8));

      assertThat(text(client)).contains("\"data\":{\"k\":\"ü\"}");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "{\"sub\":\"\"}"})
  void anAccountWithoutAName_canSpeak_andNobodyCanNameIt(String claims) {
    try (RawWebSocket nameless = backEnd.connectWith(claims);
        RawWebSocket other = backEnd.connect("named")) {
      nameless.send("{\"to\":\"named\",\"data\":{}}");

      assertThat(text(other))
          .startsWith("{\"to\":\"named\",\"data\":{},\"msg_id\":\"")
          .endsWith(",\"conversation_id\":\"named\"}");
      other.send("{\"to\":\"\",\"data\":{}}");
      other.send("{\"data\":{}}");
      other.send("{\"to\":\"named\",\"data\":{\"last\":1}}");
      assertThat(text(other)).contains("last");
      nameless.expectNothingFor(Duration.ofMillis(200));
    }
  }

  @Test
  void namesThatCannotBe_areIgnored() {
    try (RawWebSocket client = backEnd.connect("patient")) {
      client.send("{\"to\":\"" + "x".repeat(51) + "\",\"data\":{}}");
      client.send("{\"to\":\"a\\u0000b\",\"event\":2,\"data\":{}}");
      client.send("{\"to\":\"patient\"}");

      assertThat(text(client)).contains("\"data\":null,");
    }
  }

  @Test
  void aMessageLargerThanAllowed_closesItsSenderWith1009() {
    try (RawWebSocket sender = backEnd.connect("talkative");
        RawWebSocket bystander = backEnd.connect("large")) {
      sender.send("{\"to\":\"large\",\"data\":{\"k\":\"" + "x".repeat(1024) + "\"}}");

      sender.expectClose(1009);
      backEnd.push("large", "{\"n\":1}");
      assertThat(text(bystander)).contains("{\"n\":1}");
    }
  }

  /** The original dies of it after ten seconds. */
  @Test
  void aClientThatDoesNotRead_isCut_andOthersMissNothing() {
    String filler = "x".repeat(100_000);
    try (RawWebSocket stalled = backEnd.connect("stalling");
        RawWebSocket healthy = backEnd.connect("stalling")) {
      stalled.stall();
      for (int i = 0; i < 200; i++) {
        backEnd.push("stalling", "{\"i\":" + i + ",\"x\":\"" + filler + "\"}");
        assertThat(text(healthy)).contains("{\"i\":" + i + ",");
      }

      assertThat(isReset(stalled)).as("it is cut while it does not read").isTrue();
    }
  }

  @Test
  void clientsOfOtherDialects_seeTheDataAlone_andAreHeardAsText() {
    try (RawWebSocket vein = backEnd.connect("mixed");
        RawWebSocket reg = RawWebSocket.open(base.resolve("connection"))) {
      reg.send("reg:test:mixed").send("?:").expect("error msg format");

      backEnd.push("mixed", "{\"b\":1e3,\"a\":\"<\"}");
      reg.expect("{\"a\":\"\\u003c\",\"b\":1000}");
      assertThat(text(vein)).contains("\"data\":{\"a\":\"\\u003c\",\"b\":1000},");

      backEnd.push("mixed", "null");
      reg.expect("null");
      assertThat(text(vein)).contains("\"data\":null,");

      HttpAnswer pushed =
          HttpCalls.to(base)
              .with("X-API-Key", "0123456789abcdef")
              .postForm(
                  "/push/user", Map.of("app", "test", "userId", "mixed", "content", "hello <b>"));
      assertThat(pushed.status()).isEqualTo(200);
      reg.expect("hello <b>");
      assertThat(text(vein))
          .startsWith(
              "{\"to\":\"mixed\",\"data\":{\"text\":\"hello \\u003cb\\u003e\"},\"msg_id\":");
    }
  }

  private HttpAnswer handshake(String path) {
    RawWebSocket refused = RawWebSocket.open(base.getHost(), base.getPort(), path, Map.of());
    refused.drop();
    return refused.handshake();
  }

  /** Pongs that nobody asked for are only refused once the other end is gone. */
  private static boolean isReset(RawWebSocket client) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (System.nanoTime() < end) {
      try {
        client.pong("");
      } catch (UncheckedIOException e) {
        return true;
      }
      LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
    }
    return false;
  }
}
