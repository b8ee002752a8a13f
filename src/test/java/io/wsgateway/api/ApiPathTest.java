package io.wsgateway.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wsgateway.core.ErrorCode;
import io.wsgateway.core.GatewayException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ApiPathTest {
  @ParameterizedTest
  @CsvSource({
    "ann, ann",
    "a+b, a+b",
    "a%20b, a b",
    "a%2fb, a/b",
    "a%252Fb, a%2Fb",
    "%F0%9F%98%80, 😀",
    "\u00c3\u00bc, ü",
    "a~b, a~b",
    "~YS9i, a/b",
    "~YS9iYw, a/bc",
    "~YS9iYw==, a/bc",
    "~8J-YgA, 😀",
    "~Lg, .",
    "~fg, ~"
  })
  void name_isDecoded(String written, String name) {
    assertThat(ApiPath.name(written)).isEqualTo(name);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "%",
        "a%2",
        "%zz",
        "%٣٣",
        "%ff",
        "%ed%a0%80",
        "%C0%80",
        "~%%",
        "~a/b",
        "~_w",
        "~a"
      })
  void name_thatCannotBeDecoded_isRefused(String written) {
    assertThatThrownBy(() -> ApiPath.name(written))
        .isInstanceOfSatisfying(
            GatewayException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.BAD_NAME));
  }

  @Test
  void connection_isAWholeNumberThatJavaScriptHolds() {
    assertThat(ApiPath.connection("1")).isEqualTo(1);
    assertThat(ApiPath.connection("9007199254740991")).isEqualTo((1L << 53) - 1);
    for (String bad :
        new String[] {"", "0", "-1", "+1", "1.0", "9007199254740992", "99999999999999999", "١"}) {
      assertThatThrownBy(() -> ApiPath.connection(bad))
          .isInstanceOfSatisfying(
              GatewayException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.BAD_REQUEST));
    }
  }
}
