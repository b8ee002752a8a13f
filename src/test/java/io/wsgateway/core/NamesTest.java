package io.wsgateway.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NamesTest {
  private final Names names = new Names(() -> 10);

  @ParameterizedTest
  @ValueSource(strings = {"1", "a b", "a:b", "张三", "😀😀😀😀😀", "0123456789", "../\\\"'<>&"})
  void name_thatIsWellFormed_passes(String name) {
    assertThat(names.user(name)).isEqualTo(name);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "01234567890", "a\nb", "\u0000", "\u0085", "\ud800", "\udc00a", "a\ud800"})
  void name_thatIsNot_isRefusedWithWhatIsExpected(String name) {
    assertThatThrownBy(() -> names.topic(name))
        .isInstanceOfSatisfying(
            GatewayException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.BAD_NAME))
        .hasMessageContaining("topic")
        .hasMessageContaining("expected 1 to 10 characters");
  }
}
