package io.wsgateway.dialect.nativetransport;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.wsgateway.core.Payload;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Frames byte by byte. */
class FramesTest {

  /** The examples of RFC 6455, section 5.7, of frames that are not masked and carry a message. */
  @ParameterizedTest
  @CsvSource({
    "81 05 48 65 6c 6c 6f, false, 5, Hello",
    "82 7e 01 00, true, 256, ",
    "82 7f 00 00 00 00 00 01 00 00, true, 65536, ",
  })
  void theExamplesOfTheStandard(String beginning, boolean binary, int size, String text) {
    byte[] payload = text == null ? new byte[size] : text.getBytes(UTF_8);

    byte[] frame = Frames.of(binary ? Payload.binary(payload) : Payload.utf8(payload));

    byte[] expected = HexFormat.ofDelimiter(" ").parseHex(beginning);
    assertThat(Arrays.copyOf(frame, expected.length)).isEqualTo(expected);
    assertThat(frame.length - size).isEqualTo(text == null ? expected.length : 2);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 81 00",
    "1, 81 01",
    "125, 81 7d",
    "126, 81 7e 00 7e",
    "127, 81 7e 00 7f",
    "65535, 81 7e ff ff",
    "65536, 81 7f 00 00 00 00 00 01 00 00",
    "1000000, 81 7f 00 00 00 00 00 0f 42 40",
  })
  void theLength_isWrittenInAsFewBytesAsItTakes(int size, String head) {
    byte[] payload = new byte[size];
    Arrays.fill(payload, (byte) 'x');

    byte[] frame = Frames.of(Payload.utf8(payload));

    byte[] expected = HexFormat.ofDelimiter(" ").parseHex(head);
    assertThat(Arrays.copyOf(frame, expected.length)).isEqualTo(expected);
    assertThat(Arrays.copyOfRange(frame, expected.length, frame.length)).isEqualTo(payload);
  }

  @Test
  void aPing_carriesNothing() {
    assertThat(Frames.of(Payload.PING)).isEqualTo(HexFormat.ofDelimiter(" ").parseHex("89 00"));
  }

  @Test
  void aMessage_isFramedOnce_forAllThatGetIt() {
    Payload payload = Payload.text("once");

    assertThat(Frames.of(payload)).isSameAs(Frames.of(payload));
  }

  @Test
  void severalMessages_areJoinedInOrder() {
    List<Payload> messages =
        List.of(Payload.text("a"), Payload.binary(new byte[] {7, 8}), Payload.text(""));

    assertThat(Frames.of(messages))
        .isEqualTo(HexFormat.ofDelimiter(" ").parseHex("81 01 61 82 02 07 08 81 00"));
  }
}
