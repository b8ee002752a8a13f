package io.wsgateway.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import io.wsgateway.core.ErrorCode;
import io.wsgateway.core.GatewayException;
import java.io.IOException;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.Test;

/** The log watch tells failures of our code from those of clients. */
class LogWatchTest {
  private final LogWatch log = new LogWatch();

  @Test
  void exceptionInOurCode_isSeen_howeverQuietlyItIsLogged() {
    publish(Level.FINE, new IllegalStateException(raisedHere()));

    assertThat(log.complaints()).singleElement().asString().contains("LogWatchTest");
  }

  @Test
  void errors_areSeen_alsoWithoutException() {
    publish(Level.SEVERE, null);

    assertThat(log.complaints()).hasSize(1);
  }

  @Test
  void whatWasForeseen_isNoComplaint() {
    publish(Level.FINE, new GatewayException(ErrorCode.BAD_NAME, "x"));
    publish(Level.FINE, new IOException("reset"));
    publish(Level.WARNING, null);

    assertThat(log.complaints()).isEqualTo(List.of());
  }

  private static RuntimeException raisedHere() {
    try {
      Integer.parseInt("x");
      throw new AssertionError();
    } catch (NumberFormatException e) {
      return e;
    }
  }

  private void publish(Level level, Throwable thrown) {
    LogRecord entry = new LogRecord(level, "message");
    entry.setThrown(thrown);
    log.publish(entry);
  }
}
