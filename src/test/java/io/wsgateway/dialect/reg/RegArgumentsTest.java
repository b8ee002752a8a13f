package io.wsgateway.dialect.reg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wsgateway.core.GatewayException;
import io.wsgateway.http.Parameters;
import org.junit.jupiter.api.Test;

class RegArgumentsTest {
  @Test
  void get_stripsWhiteSpaceAndSpacesControls_likeTornado() {
    assertThat(content("%20%09a%20b%0A%C2%A0%E3%80%80")).isEqualTo("a b");
    assertThat(content("a%01%08b%1Fc")).isEqualTo("a  b c");
    assertThat(content("a%09b%0Ac%0Dd%0Be%7F")).isEqualTo("a\tb\nc\rd\u000be\u007f");
    assertThat(content("%00x%00")).isEqualTo("x");
    assertThat(content("")).isEmpty();
  }

  @Test
  void get_ofSeveral_givesTheLast() {
    assertThat(new RegArguments(Parameters.none().andForm("a=1&a=2")).get("a")).isEqualTo("2");
  }

  @Test
  void get_ofMissing_isRefusedByName() {
    assertThatThrownBy(() -> new RegArguments(Parameters.none()).get("app"))
        .isInstanceOf(GatewayException.class)
        .hasMessageContaining("app");
  }

  @Test
  void list_keepsOrderAndDuplicates() {
    assertThat(new RegArguments(Parameters.none().andForm("u=b,a,,b")).list("u"))
        .containsExactly("b", "a", "b");
  }

  private static String content(String encoded) {
    return new RegArguments(Parameters.none().andForm("content=" + encoded)).get("content");
  }
}
