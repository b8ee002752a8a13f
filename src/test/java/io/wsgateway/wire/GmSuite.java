package io.wsgateway.wire;

import java.util.Map;

/**
 * The gm cases. They are recorded for a gateway with the {@link #SETTINGS}, of which the first
 * gives {@code /} to the dialect; a node whose address ends in {@code /gm} does not need it.
 */
public final class GmSuite {
  /** What a deployment needs for them. */
  public static final Map<String, String> SETTINGS =
      Map.of(
          "gateway.root-dialect", "gm",
          "gateway.user-connections", "latest",
          "gateway.push.open", "true");

  private GmSuite() {}

  /** What is kept of the original; without nodes. */
  public static WireSuite contract() {
    return WireSuite.contractOf("gm");
  }

  /** What is done instead where the original is wrong; without nodes. */
  public static WireSuite mended() {
    return WireSuite.of("gm-mended");
  }
}
