package io.wsgateway.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EnvelopeTest {
  private static final Destination.OfTopic TOPIC = new Destination.OfTopic("应用", "news: \n😀");

  @Test
  void decode_ofPublication_givesWhatWasEncoded() {
    byte[] content = {0, 1, -1, 127, -128};
    Publication publication =
        new Publication(
            1L << 52,
            TOPIC,
            Payload.binary(content),
            "bob",
            Set.of(7L, 8L),
            Set.of("eve"),
            Map.of("text.mood", "good"),
            99);

    NodeMessage message = roundTrip(new NodeMessage.Published(publication));

    Publication read = ((NodeMessage.Published) message).publication();
    assertThat(read.payload().isBinary()).isTrue();
    assertThat(read.payload().bytes()).isEqualTo(content);
    assertThat(read).usingRecursiveComparison().ignoringFields("payload").isEqualTo(publication);
  }

  @Test
  void decode_ofEveryDestination_givesWhatWasEncoded() {
    for (Destination destination :
        new Destination[] {
          new Destination.OfConnection("a", 5),
          new Destination.OfUser("a", "u"),
          TOPIC,
          new Destination.OfAll("a")
        }) {
      Publication publication =
          new Publication(1, destination, Payload.text(""), PublishOptions.NONE, 0);
      NodeMessage message = roundTrip(new NodeMessage.Published(publication));
      Publication read = ((NodeMessage.Published) message).publication();
      assertThat(read.destination()).isEqualTo(destination);
      assertThat(read.sender()).isNull();
      assertThat(read.payload().text()).isEmpty();
    }
  }

  @Test
  void decode_ofSignals_givesWhatWasEncoded() {
    for (NodeMessage signal :
        new NodeMessage[] {
          new NodeMessage.Joined(TOPIC, "bob"),
          new NodeMessage.Left(TOPIC, "bob"),
          new NodeMessage.Beat(-1, 2, 3),
          new NodeMessage.Superseded(new Destination.OfUser("a", "bob"), 77, 123)
        }) {
      assertThat(roundTrip(signal)).isEqualTo(signal);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 2, 255})
  void decode_ofAnotherVersion_isNothing(int version) {
    byte[] bytes = Envelope.encode(3, new NodeMessage.Joined(TOPIC, "bob"));
    bytes[0] = (byte) version;

    assertThat(Envelope.decode(bytes)).isEmpty();
  }

  @Test
  void decode_ofAnyDamage_isNothingOrAMessage() {
    byte[] bytes = Envelope.encode(3, new NodeMessage.Joined(TOPIC, "bob"));
    for (int length = 0; length < bytes.length; length++) {
      assertThat(Envelope.decode(Arrays.copyOf(bytes, length))).isEmpty();
    }
    for (int at = 0; at < bytes.length; at++) {
      byte[] damaged = bytes.clone();
      damaged[at] ^= (byte) 0x80;
      assertThat(Envelope.decode(damaged)).isNotNull();
    }
  }

  @Test
  void senderOf_isTheNodeThatEncoded() {
    byte[] bytes = Envelope.encode(0x1fffff, new NodeMessage.Left(TOPIC, "bob"));

    assertThat(Envelope.senderOf(bytes)).isEqualTo(0x1fffff);
    assertThat(Envelope.senderOf(new byte[0])).isZero();
  }

  @Test
  void decode_ofWhatNodesAskAndSayOfThemselves_givesWhatWasEncoded() {
    Question question =
        new Question(
            Question.Kind.SET_INFO, "chat", 5, List.of("a", ""), Map.of("city", "Köln"), 7);
    Answer answer = new Answer(true, List.of("x"), List.of(-1L, 2L), Map.of("k", "v"), "", "");
    for (NodeMessage message :
        List.of(
            new NodeMessage.Asked(9, question),
            new NodeMessage.Answered(9, answer),
            new NodeMessage.Alive(new NodeInfo(42, Instant.ofEpochMilli(1_000), 3), -7),
            new NodeMessage.Stopping(),
            new NodeMessage.Watching(Map.of(5L, TOPIC, 6L, new Destination.OfUser("a", "bob"))),
            new NodeMessage.Watching(Map.of()),
            new NodeMessage.Seen(5, Map.of("kind", "PUSHED", "text", "Köln")))) {
      assertThat(roundTrip(message)).isEqualTo(message);
    }
  }

  @Test
  void decode_ofBlocks_givesWhatWasEncoded() {
    Instant time = Instant.ofEpochMilli(1_000);
    List<BlockChange> changes =
        Stream.of(
                new Block.OfUser(new Destination.OfUser("应用", "bob: \"😀")),
                new Block.OfToken("chat", "jti-1"),
                new Block.OfOlderTokens("chat", null, time),
                new Block.OfOlderTokens("chat", "bob", time),
                new Block.OfAddress(Network.parse("2001:db8::/32")))
            .flatMap(
                target ->
                    Stream.of(
                        BlockChange.made(new Block(target, "Köln", null, "a key", time)),
                        BlockChange.made(new Block(target, "", time.plusMillis(1), "jmx", time))))
            .flatMap(change -> Stream.of(change, change.takenBack(2_000)))
            .toList();

    assertThat(roundTrip(new NodeMessage.Blocked(changes)))
        .isEqualTo(new NodeMessage.Blocked(changes));
  }

  @Test
  void decode_ofBlocksOfALaterVersion_isWithoutThem() {
    BlockChange known =
        BlockChange.made(
            new Block(new Block.OfToken("a", "b"), "", null, "jmx", Instant.ofEpochMilli(1)));
    byte[] bytes = Envelope.encode(42, new NodeMessage.Blocked(List.of(known, known)));
    // Behind head, kind, number of texts and length of the first stands its version.
    assertThat(bytes[14]).isEqualTo((byte) '1');
    bytes[14] = '2';

    assertThat(Envelope.decode(bytes)).contains(new NodeMessage.Blocked(List.of(known)));
  }

  @Test
  void decode_ofALengthBeyondTheBytes_takesNoMemoryForIt() {
    byte[] bytes = Envelope.encode(1, new NodeMessage.Answered(1, Answer.NO));
    // The number of names stands behind head, kind, request and the first field.
    ByteBuffer.wrap(bytes).putInt(15, Integer.MAX_VALUE);

    assertThat(Envelope.decode(bytes)).isEmpty();
  }

  private static NodeMessage roundTrip(NodeMessage message) {
    return Envelope.decode(Envelope.encode(42, message)).orElseThrow();
  }
}
