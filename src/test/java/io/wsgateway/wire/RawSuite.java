package io.wsgateway.wire;

import java.util.Map;

/**
 * The raw cases. Their nodes answer WebSockets at every path and differ in their application:
 * {@code default} runs {@code hello} and {@code chat} runs {@code chat}; {@code p1} and {@code p2}
 * are joined and {@code solo} is one whose Redis is away, and these three run a probe, which does
 * for a client whatever an application can do. The original's register has no place here, so its
 * cases are played nowhere.
 */
public final class RawSuite {
  /** What the node {@code default} needs. */
  public static final Map<String, String> HELLO = running("hello");

  private RawSuite() {}

  /** What is kept of the original; without nodes. */
  public static WireSuite contract() {
    return WireSuite.contractOf("raw");
  }

  /**
   * What is done instead where the original is wrong, and what is kept but was not recorded;
   * without nodes.
   */
  public static WireSuite mended() {
    return WireSuite.of("raw-mended");
  }

  /** What a node needs that answers everywhere and runs this application. */
  public static Map<String, String> running(String application) {
    return Map.of("gateway.root-dialect", "raw", "gateway.raw.application", application);
  }
}
