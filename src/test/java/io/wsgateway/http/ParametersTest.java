package io.wsgateway.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wsgateway.core.GatewayException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ParametersTest {
  @ParameterizedTest
  @CsvSource({
    "plain, plain",
    "a+b%20c, a b c",
    "%2B%25%26%23%3D, +%&#=",
    "%E4%BD%A0%f0%9f%98%80, 你😀",
    "a%0Ab, 'a\nb'",
    "a=b, a=b",
  })
  void andForm_decodes(String encoded, String decoded) {
    assertThat(Parameters.none().andForm("x=" + encoded).last("x")).contains(decoded);
  }

  @Test
  void andForm_takesRawUtf8_asServersHandItOver() {
    assertThat(Parameters.none().andForm("x=\u00e4\u00b8\u0096").last("x")).contains("世");
    assertThat(Parameters.none().andForm("x=世").last("x")).contains("世");
  }

  @Test
  void andForm_knowsEmptyAndMissing() {
    Parameters parameters = Parameters.none().andForm("a=&b&&=c");

    assertThat(parameters.last("a")).contains("");
    assertThat(parameters.last("b")).contains("");
    assertThat(parameters.last("c")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"%", "%4", "%zz", "%ff", "%e4%b8", "%ed%a0%80", "%٣٣"})
  void andForm_refusesWhatIsMalformed(String encoded) {
    assertThatThrownBy(() -> Parameters.none().andForm("x=" + encoded))
        .isInstanceOf(GatewayException.class);
  }
}
