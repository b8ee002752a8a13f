package io.wsgateway.wire;

import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/**
 * The raw cases. Their nodes answer WebSockets at every path and differ in their application:
 * {@code default} runs {@code hello} and {@code chat} runs {@code chat}; {@code p1} and {@code p2}
 * are joined and {@code solo} is one whose Redis is away, and these three run a probe, which does
 * for a client whatever an application can do. The original's register has no place here, so its
 * cases are played nowhere.
 */
public final class RawSuite {
  private static final Set<String> SLOW =
      WireCase.load("raw").stream()
          .filter(WireCase::isSlow)
          .map(WireCase::name)
          .collect(Collectors.toSet());

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

  /** The tests of a suite's cases that do not take long, in their order. */
  public static Stream<DynamicTest> fast(WireSuite suite) {
    return suite.tests().filter(test -> !SLOW.contains(test.getDisplayName()));
  }

  /**
   * The tests of the other cases, which all begin now, each on a thread of its own: they wait for
   * pings and do not mind each other.
   */
  public static Stream<DynamicTest> slow(WireSuite suite) {
    return suite
        .tests()
        .filter(test -> SLOW.contains(test.getDisplayName()))
        .map(RawSuite::begun)
        .toList()
        .stream();
  }

  private static DynamicTest begun(DynamicTest test) {
    FutureTask<Void> play = new FutureTask<>(() -> execute(test), null);
    Thread player = new Thread(play, test.getDisplayName());
    player.setDaemon(true);
    player.start();
    return DynamicTest.dynamicTest(test.getDisplayName(), () -> outcome(play));
  }

  private static void execute(DynamicTest test) {
    try {
      test.getExecutable().execute();
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
  }

  private static void outcome(FutureTask<Void> play) throws InterruptedException {
    try {
      play.get();
    } catch (ExecutionException e) {
      throw new AssertionError(e.getCause().getMessage(), e.getCause());
    }
  }
}
