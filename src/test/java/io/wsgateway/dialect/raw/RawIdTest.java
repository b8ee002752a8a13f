package io.wsgateway.dialect.raw;

import static org.assertj.core.api.Assertions.assertThat;

import io.wsgateway.core.Ids;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RawIdTest {
  private static final long LARGEST = (1L << 53) - 1;

  @ParameterizedTest
  @ValueSource(longs = {1, 0xffffffffL, 1L << 32, LARGEST})
  void of_isReadBackAsTheSame(long id) {
    assertThat(RawId.of(id)).matches("[0-9a-f]{20}");
    assertThat(RawId.parse(RawId.of(id))).hasValue(id);
  }

  @Test
  void of_hasTheNodeInFront_andTheCounterBehind() {
    Ids ids = new Ids(0x1b2c3);
    ids.next();

    assertThat(RawId.of(ids.next())).isEqualTo("00000001b2c3" + "00000002");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "0",
        "1",
        "nobody",
        "$me",
        "0000000000000000001",
        "000000000000000000001",
        "0000000000000000000g",
        "0000000000000000000A",
        "0000000000000000001\n",
        "-0000000000000000001",
        "+0000000000000000001",
        "٠0000000000000000001",
      })
  void parse_ofAnotherForm_isNobody(String digits) {
    assertThat(RawId.parse(digits)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "00000000000000000000",
        "7f0000011f4300000001",
        "00010000000000000001",
        "00000020000000000000",
        "00008000000000000001",
        "0000ffffffffffffffff",
        "ffffffffffffffffffff",
      })
  void parse_ofAnIdThatNoGatewayMakes_isNobody(String digits) {
    assertThat(RawId.parse(digits)).isEmpty();
  }
}
