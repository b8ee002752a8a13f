package io.wsgateway.dialect.reg;

import static org.assertj.core.api.Assertions.assertThat;

import io.wsgateway.core.Destination;
import io.wsgateway.core.Payload;
import io.wsgateway.core.Publication;
import io.wsgateway.core.PublishOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RegCodecTest {
  private final RegCodec codec = new RegCodec();

  @Test
  void parse_knowsThreeCommands() {
    assertThat(codec.parse("reg:t1:u1")).contains(new RegCommand.Register("t1", "u1", ""));
    assertThat(codec.parse("in:t1:u1:news")).contains(new RegCommand.Join("t1", "u1", "news"));
    assertThat(codec.parse("out:t1:u1:news")).contains(new RegCommand.Leave("t1", "u1", "news"));
  }

  @Test
  void parse_takesNamesAsTheyAre_andIgnoresFurtherParts() {
    assertThat(codec.parse("reg: t1 :张三:x:y")).contains(new RegCommand.Register(" t1 ", "张三", "x"));
    assertThat(codec.parse("in:t1:u1::z")).contains(new RegCommand.Join("t1", "u1", ""));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "hello", ":", "ping:", "REG:t1:u1", "reg", "reg:t1", "in:t1:u1", "out:t1"})
  void parse_ofAnythingElse_isNothing(String line) {
    assertThat(codec.parse(line)).isEmpty();
  }

  @Test
  void encode_givesTextAsItIs_andCannotExpressBytes() {
    Payload text = Payload.text("a:b\n😀");

    assertThat(codec.encode(publication(text))).contains(text);
    assertThat(codec.encode(publication(Payload.binary(new byte[1])))).isEmpty();
  }

  private static Publication publication(Payload payload) {
    return new Publication(1, new Destination.OfAll("t1"), payload, PublishOptions.NONE, 0);
  }
}
