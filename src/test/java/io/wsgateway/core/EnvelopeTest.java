package io.wsgateway.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EnvelopeTest {
  private static final Destination.OfTopic TOPIC = new Destination.OfTopic("应用", "news: \n😀");

  @Test
  void decode_ofPublication_givesWhatWasEncoded() {
    byte[] content = {0, 1, -1, 127, -128};
    Publication publication =
        new Publication(1L << 52, TOPIC, Payload.binary(content), "bob", Set.of(7L, 8L), 99);

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
          new Publication(1, destination, Payload.text(""), null, Set.of(), 0);
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
  void isFrom_knowsTheSender() {
    byte[] bytes = Envelope.encode(0x1fffff, new NodeMessage.Left(TOPIC, "bob"));

    assertThat(Envelope.isFrom(0x1fffff, bytes)).isTrue();
    assertThat(Envelope.isFrom(0x1ffffe, bytes)).isFalse();
    assertThat(Envelope.isFrom(1, new byte[0])).isFalse();
  }

  private static NodeMessage roundTrip(NodeMessage message) {
    return Envelope.decode(Envelope.encode(42, message)).orElseThrow();
  }
}
