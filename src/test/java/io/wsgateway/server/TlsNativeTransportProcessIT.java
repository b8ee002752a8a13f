package io.wsgateway.server;

import static org.assertj.core.api.Assertions.assertThat;

/** Ready frames, encrypted by the server. */
class TlsNativeTransportProcessIT extends TlsTransport {
  TlsNativeTransportProcessIT() {
    super("auto");
  }

  @Override
  protected void assertWay() {
    assertThat(log()).contains("is known here").doesNotContain("is not as it is known here");
  }
}
