package io.wsgateway.wire;

/**
 * The gm cases. They are recorded for a gateway with {@code gateway.user-connections=latest} and
 * {@code gateway.push.open=true}, and open {@code /}, which {@code gateway.root-dialect=gm} gives
 * to the dialect; a node whose address ends in {@code /gm} needs no such setting.
 */
public final class GmSuite {
  private GmSuite() {}

  /** What is kept of the original; without nodes. The slow ones see no others and are together. */
  public static WireSuite contract() {
    return WireSuite.contractOf("gm").slowTogether();
  }

  /** What is done instead where the original is wrong; without nodes. */
  public static WireSuite mended() {
    return WireSuite.of("gm-mended");
  }
}
