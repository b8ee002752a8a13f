package io.wsgateway.exchange;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/** Keeps what is logged by the gateway and the libraries that reach brokers. */
final class LogLines extends Handler implements AutoCloseable {
  private static final Logger ROOT = Logger.getLogger("");

  private final List<String> lines = new CopyOnWriteArrayList<>();
  private final SimpleFormatter formatter = new SimpleFormatter();

  LogLines() {
    ROOT.addHandler(this);
  }

  /** Such as {@code WARNING Redis at ... is away}. */
  List<String> all() {
    return lines;
  }

  @Override
  public void publish(LogRecord line) {
    String logger = String.valueOf(line.getLoggerName());
    boolean ours = logger.startsWith("io.wsgateway") || logger.startsWith("com.rabbitmq");
    if (ours && line.getLevel().intValue() >= Level.INFO.intValue()) {
      lines.add(line.getLevel() + " " + formatter.formatMessage(line));
    }
  }

  @Override
  public void flush() {
    // Nothing is held back.
  }

  @Override
  public void close() {
    ROOT.removeHandler(this);
  }
}
