package io.wsgateway.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.wsgateway.server.EveryServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * A short {@link Soak} of a Payara Micro process, for as many minutes as the system property {@code
 * soak.minutes} says, while other tests run: what is measured does not depend on time.
 */
@EveryServer
@Execution(ExecutionMode.CONCURRENT)
class SoakProcessIT {
  /** Few enough to leave the processors to the others. */
  private static final int PUSHES = 5;

  private static final int MINUTES = Integer.getInteger("soak.minutes", 5);

  @Test
  void heapAndThreads_stayAsTheyAre_whileClientsComeAndGo() {
    try (Subject subject = Subjects.gateway(Subjects.Server.PAYARA, "auto")) {
      Soak.Record seen = Soak.run(subject, MINUTES, PUSHES);

      assertThat(seen.faults()).as("%s", seen.troubles()).isZero();
      assertThat(seen.growth()).as("heap in turn %s", seen.heap()).isLessThan(1.05);
      // Those that the server began with may have gone.
      assertThat(seen.moreThreads()).as("threads in turn %s", seen.threads()).isLessThan(3);
    }
  }
}
