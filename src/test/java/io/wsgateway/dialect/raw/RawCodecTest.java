package io.wsgateway.dialect.raw;

import static org.assertj.core.api.Assertions.assertThat;

import io.wsgateway.core.Destination;
import io.wsgateway.core.Payload;
import io.wsgateway.core.Publication;
import io.wsgateway.core.PublishOptions;
import org.junit.jupiter.api.Test;

class RawCodecTest {
  private final RawCodec codec = new RawCodec();

  @Test
  void encode_givesTextAndBytesAsTheyAre() {
    Payload text = Payload.text("{\"a\": \"ü😀\"}\n");
    Payload bytes = Payload.binary(new byte[] {0, (byte) 0xff});

    assertThat(codec.encode(publication(text))).containsSame(text);
    assertThat(codec.encode(publication(bytes))).containsSame(bytes);
  }

  @Test
  void encode_doesNotShowSenderOrHintsOfOtherDialects() {
    Payload text = Payload.text("x");

    PublishOptions options = PublishOptions.NONE.from("bob").attribute("vein.event", "1");

    assertThat(codec.encode(publication(text, options))).containsSame(text);
  }

  private static Publication publication(Payload payload) {
    return publication(payload, PublishOptions.NONE);
  }

  private static Publication publication(Payload payload, PublishOptions options) {
    return new Publication(1, new Destination.OfTopic("default", "t"), payload, options, 0);
  }
}
