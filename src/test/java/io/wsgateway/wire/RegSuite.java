package io.wsgateway.wire;

/**
 * The reg cases. They are recorded for a gateway with {@code gateway.user-connections=latest} and
 * {@code gateway.push.open=true}, whose nodes are {@code main} and {@code n2}; {@code noredis} is
 * one that is configured for a Redis that is away.
 */
public final class RegSuite {
  /** The setting that stands for what the original read from Redis under {@code server_list}. */
  public static final String SERVER_LIST = "gateway.reg.server-list";

  /** The server list of case 36. */
  public static final String TEXT_ENTRIES = "[\"10.0.0.1:9457\",\"10.0.0.2:9457\"]";

  /** The server list of case 37. */
  public static final String OBJECT_ENTRY = "[{\"host\":\"ws1\",\"port\":9457}]";

  private RegSuite() {}

  /** What is kept of the original; without nodes. */
  public static WireSuite contract() {
    return WireSuite.contractOf("reg")
        .freshName("t1")
        .needs("36 serverList returns the first entry", SERVER_LIST, TEXT_ENTRIES)
        .needs("37 serverList entry may be any JSON", SERVER_LIST, OBJECT_ENTRY);
  }

  /** What is done instead where the original is wrong; without nodes. */
  public static WireSuite mended() {
    return WireSuite.of("reg-mended").freshName("t1");
  }
}
