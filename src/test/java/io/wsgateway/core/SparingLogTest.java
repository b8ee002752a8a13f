package io.wsgateway.core;

import static java.lang.System.Logger.Level.DEBUG;
import static java.lang.System.Logger.Level.WARNING;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.ResourceBundle;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SparingLogTest {
  private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 1_000);
  private final Lines lines = new Lines();
  private final SparingLog log = new SparingLog(lines, now::get);

  @Test
  void oneLineASecond_saysHowManyThereWere() {
    for (int i = 0; i < 5; i++) {
      log.log(WARNING, "failed", null);
    }
    now.addAndGet(Duration.ofSeconds(1).toNanos());
    log.log(WARNING, "failed again");
    now.addAndGet(Duration.ofSeconds(1).toNanos());
    log.log(WARNING, "failed at last");

    assertThat(lines.of(WARNING))
        .containsExactly(
            "failed", "failed again (and 4 more before, see level DEBUG)", "failed at last");
    assertThat(lines.of(DEBUG)).hasSize(4);
  }

  private static final class Lines implements System.Logger {
    private record Line(Level level, String text) {}

    private final List<Line> all = new ArrayList<>();

    List<String> of(Level level) {
      return all.stream().filter(line -> line.level() == level).map(Line::text).toList();
    }

    @Override
    public String getName() {
      return "test";
    }

    @Override
    public boolean isLoggable(Level level) {
      return true;
    }

    @Override
    public void log(
        Level level, @Nullable ResourceBundle bundle, String text, @Nullable Throwable thrown) {
      all.add(new Line(level, text));
    }

    @Override
    public void log(
        Level level, @Nullable ResourceBundle bundle, String format, Object... parameters) {
      all.add(new Line(level, format));
    }
  }
}
