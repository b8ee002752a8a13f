package io.wsgateway.server;

import static org.assertj.core.api.Assertions.assertThat;

/** Nothing but the standard API, over TLS. */
class TlsPortableTransportProcessIT extends TlsTransport {
  TlsPortableTransportProcessIT() {
    super("portable");
  }

  @Override
  protected void assertWay() {
    assertThat(log()).doesNotContain("is known here");
  }

  /** Tyrus answers a close frame while it has a message of ours in its hands. */
  @Override
  protected int mostAfterClose() {
    return onWildFly() ? 0 : 1;
  }
}
