package io.wsgateway.wire;

import java.util.Map;

/**
 * The vein cases. They are recorded with two apps of one secret, which the example configuration of
 * xlvein has, and pushes in them are signed alike in many cases: nodes have {@link #APPS}. The
 * cases of one node talk to {@code main}, those of two to {@code r1} and {@code r2}.
 */
public final class VeinSuite {
  /** What the tokens and pushes of all cases are signed with. */
  public static final String SECRET = "j8jasd98efan9sdfj89asjdf";

  /** The apps of the cases. */
  public static final Map<String, String> APPS =
      Map.of(
          "gateway.apps", "test,test2",
          "gateway.app.test.secret", SECRET,
          "gateway.app.test2.secret", SECRET);

  /** What a deployment needs for what is kept: the apps, and that a push may come again. */
  public static final Map<String, String> RECORDED =
      Map.of(
          "gateway.apps",
          "test,test2",
          "gateway.app.test.secret",
          SECRET,
          "gateway.app.test2.secret",
          SECRET,
          "gateway.vein.replay-window",
          "0s");

  private VeinSuite() {}

  /** What is kept of the original; without nodes. Those need {@link #RECORDED}. */
  public static WireSuite contract() {
    return WireSuite.contractOf("vein");
  }

  /** What is done instead where the original is wrong; without nodes. */
  public static WireSuite mended() {
    return WireSuite.of("vein-mended");
  }
}
