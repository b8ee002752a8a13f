package io.wsgateway.dialect.vein;

import static org.assertj.core.api.Assertions.assertThat;

import io.wsgateway.wire.VeinSuite;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class VeinPushTest {
  /** As xlvein itself has taken it. */
  private static final String RECORDED = "4006D9BFB73DB407A0EBB1B66114E7B7";

  @Test
  void signature_isTheRecordedOne() {
    assertThat(VeinPush.signature("test", "user_1", "{\"a\":1}", "n1", VeinSuite.SECRET))
        .isEqualTo(RECORDED);
  }

  @Test
  void isSignedWith_theRightSignatureInUpperCase_andNoOther() {
    assertThat(signed(RECORDED).isSignedWith(VeinSuite.SECRET)).isTrue();
    assertThat(signed(RECORDED).isSignedWith("another")).isFalse();
    assertThat(signed(RECORDED.toLowerCase(Locale.ROOT)).isSignedWith(VeinSuite.SECRET)).isFalse();
    assertThat(signed(RECORDED + " ").isSignedWith(VeinSuite.SECRET)).isFalse();
    assertThat(signed("").isSignedWith(VeinSuite.SECRET)).isFalse();
  }

  @Test
  void everyField_isSigned() {
    assertThat(new VeinPush("test2", "user_1", "{\"a\":1}", "n1", RECORDED))
        .matches(push -> !push.isSignedWith(VeinSuite.SECRET));
    assertThat(new VeinPush("test", "user_2", "{\"a\":1}", "n1", RECORDED))
        .matches(push -> !push.isSignedWith(VeinSuite.SECRET));
    assertThat(new VeinPush("test", "user_1", "{\"a\":2}", "n1", RECORDED))
        .matches(push -> !push.isSignedWith(VeinSuite.SECRET));
    assertThat(new VeinPush("test", "user_1", "{\"a\":1}", "n2", RECORDED))
        .matches(push -> !push.isSignedWith(VeinSuite.SECRET));
  }

  @Test
  void toString_keepsTheSignatureToItself() {
    assertThat(signed(RECORDED).toString()).doesNotContain(RECORDED);
  }

  private static VeinPush signed(String sign) {
    return new VeinPush("test", "user_1", "{\"a\":1}", "n1", sign);
  }
}
