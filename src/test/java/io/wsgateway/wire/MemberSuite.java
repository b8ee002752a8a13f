package io.wsgateway.wire;

import java.util.Map;

/**
 * The member cases. They are recorded for a gateway with the {@link #SETTINGS}, whose statistics
 * are at the path {@code /stat} of the node {@code stat}: another port of the original, and any
 * address of ours.
 */
public final class MemberSuite {
  /** What a deployment needs for them. */
  public static final Map<String, String> SETTINGS =
      Map.of("gateway.root-dialect", "member", "gateway.push.open", "true");

  private MemberSuite() {}

  /** What is kept of the original; without nodes. */
  public static WireSuite contract() {
    return WireSuite.contractOf("member");
  }

  /** What is done instead where the original is wrong, and what it does unrecorded. */
  public static WireSuite mended() {
    return WireSuite.of("member-mended");
  }
}
