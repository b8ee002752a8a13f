package io.wsgateway.dialect.raw;

import static org.assertj.core.api.Assertions.assertThat;

import io.wsgateway.client.Event;
import io.wsgateway.client.Frame;
import io.wsgateway.client.HttpCalls;
import io.wsgateway.client.RawWebSocket;
import io.wsgateway.server.EveryServer;
import io.wsgateway.server.GatewayWar;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;

/** What clients of the chat may send, to its last byte, and who sees it. */
@ArquillianTest
@RunAsClient
@EveryServer
class RawChatIT {
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  @ArquillianResource private URI base;

  @Deployment
  static WebArchive war() {
    return GatewayWar.named(
        "raw-chat", Map.of("gateway.raw.application", "chat", "gateway.push.open", "true"));
  }

  @Test
  void message_ofTheLargestSize_isPassedOn_inWhateverPieces() {
    try (Chatter chatter = Chatter.at(base)) {
      chatter.say("x".repeat(512));
      chatter.client().sendFragments("x".repeat(300), "y".repeat(212));
      chatter.sees(chatter.id() + ": " + "x".repeat(300) + "y".repeat(212));
      // It counts bytes, not characters.
      chatter.say("ü".repeat(256));
    }
  }

  @Test
  void message_ofOneByteMore_closes() {
    expectTooLarge(Frame.of(Frame.TEXT, "x".repeat(513).getBytes(StandardCharsets.UTF_8)));
    expectTooLarge(Frame.of(Frame.TEXT, ("ü".repeat(256) + "x").getBytes(StandardCharsets.UTF_8)));
    expectTooLarge(Frame.of(Frame.BINARY, new byte[513]));
  }

  @Test
  void message_inPiecesThatAreTogetherTooLarge_closes() {
    try (Chatter chatter = Chatter.at(base)) {
      chatter.client().sendFragments("x".repeat(300), "x".repeat(200), "x".repeat(13));

      chatter.client().expectClose(1009);
    }
  }

  @Test
  void messageAfterOneThatWasTooLarge_isNotHeard() {
    try (Chatter listener = Chatter.at(base)) {
      Chatter chatter = Chatter.at(base);
      listener.sees("new client: " + chatter.id());

      chatter.client().send("x".repeat(513)).send("and another thing");

      chatter.client().expectClose(1009);
      listener.sees(chatter.id() + " leave.");
      chatter.close();
    }
  }

  @Test
  void bytesThatAreNotUtf8_neverGoOutInText() {
    try (Chatter chatter = Chatter.at(base)) {
      byte[] notUtf8 = {(byte) 0xff, 'A'};
      chatter.client().send(notUtf8);
      chatter.sees(chatter.id() + ": \ufffdA");

      chatter.client().send(Frame.of(Frame.TEXT, notUtf8));
      Event end = chatter.client().next(PATIENCE).orElseThrow();
      assertThat(end.kind()).isEqualTo(Event.Kind.CLOSE);
      assertThat(end.code()).isEqualTo(1007);
    }
  }

  @Test
  void emptyMessage_isOne() {
    try (Chatter chatter = Chatter.at(base)) {
      chatter.say("");
    }
  }

  @Test
  void chat_isSeenByItsOwnClientsOnly_thoughOthersOfTheAppCanSpeakToThem() {
    try (RawWebSocket user = RawWebSocket.open(base.resolve("connection"))) {
      user.send("reg:default:ann").send("?:").expect("error msg format");
      try (Chatter chatter = Chatter.at(base)) {
        chatter.say("is anybody there");

        push("/push/topic?app=default&topic=chat&content=a+back+end+is");
        chatter.sees("a back end is");
        push("/push/user?app=default&userId=ann&content=and+ann");
        user.expect("and ann");
      }
    }
  }

  private void push(String path) {
    assertThat(HttpCalls.to(base).get(path).status()).isEqualTo(200);
  }

  private void expectTooLarge(Frame frame) {
    try (Chatter chatter = Chatter.at(base)) {
      chatter.client().send(frame);

      Event next = chatter.client().next(PATIENCE).orElseThrow();
      while (next.text().endsWith(" leave.")) {
        // The one before, which this one has seen go.
        next = chatter.client().next(PATIENCE).orElseThrow();
      }
      assertThat(next.code()).as(next.toString()).isEqualTo(1009);
    }
  }
}
