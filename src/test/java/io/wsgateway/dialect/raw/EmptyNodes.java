package io.wsgateway.dialect.raw;

import io.wsgateway.client.HttpCalls;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/**
 * Nodes on which nobody is connected. A client's connection is over before its application has
 * heard of it; a case that begins in between would see the last one of the case before go.
 */
public final class EmptyNodes {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Duration STEP = Duration.ofMillis(5);

  private EmptyNodes() {}

  /** The same tests, each begun when nobody is connected to these nodes any more. */
  public static Stream<DynamicTest> before(Stream<DynamicTest> tests, URI... nodes) {
    return tests.map(
        test ->
            DynamicTest.dynamicTest(
                test.getDisplayName(),
                () -> {
                  await(nodes);
                  test.getExecutable().execute();
                }));
  }

  /** Waits until nobody is connected to these nodes, which have a {@link ConnectionsServlet}. */
  public static void await(URI... nodes) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    for (URI node : List.of(nodes)) {
      String left = connections(node);
      while (!left.equals("0")) {
        if (System.nanoTime() > end) {
          throw new AssertionError(left + " connections are left on " + node);
        }
        LockSupport.parkNanos(STEP.toNanos());
        left = connections(node);
      }
    }
  }

  private static String connections(URI node) {
    return HttpCalls.to(node).get("/connections").text();
  }
}
