package io.wsgateway.dialect.vein;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class VeinRefusalsTest {
  private final Logger log = Logger.getLogger(VeinRefusals.class.getName());
  private final List<LogRecord> told = new ArrayList<>();
  private final Handler handler =
      new Handler() {
        @Override
        public void publish(LogRecord line) {
          told.add(line);
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
      };

  @BeforeEach
  void listen() {
    log.setLevel(Level.INFO);
    log.addHandler(handler);
  }

  @AfterEach
  void stop() {
    log.removeHandler(handler);
    log.setLevel(null);
  }

  @Test
  void tell_aNameThatIsNone_isShortAndOnOneLine() {
    new VeinRefusals().tell("A push", "a\nSEVERE b\u2028c" + "x".repeat(1000), "why");

    assertThat(told)
        .extracting(LogRecord::getMessage)
        .singleElement()
        .asString()
        .startsWith("A push of app a?SEVERE b?cxx")
        .endsWith("x... was refused: why")
        .hasSizeLessThan(120);
  }

  @Test
  void tell_manyAtOnce_areNotAllForEverybody() {
    VeinRefusals refusals = new VeinRefusals();
    for (int i = 0; i < 1000; i++) {
      refusals.tell("A push", "test", "why");
    }

    assertThat(told).hasSizeBetween(1, 10);
  }
}
