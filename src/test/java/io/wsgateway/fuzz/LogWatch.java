package io.wsgateway.fuzz;

import io.wsgateway.core.GatewayException;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/**
 * Reads along what the gateway logs, inside the server: errors, and exceptions that rose in its own
 * code where none was foreseen. Those of endpoints a container swallows, so that clients see
 * nothing of them. Any thread.
 */
public final class LogWatch extends Handler {
  private static final String GATEWAY = "io.wsgateway";
  private static final int MOST = 20;

  // Held here, since loggers that nobody holds are forgotten.
  private final Logger logger = Logger.getLogger(GATEWAY);
  private final List<String> complaints = new ArrayList<>();

  /** Begins to read. */
  void start() {
    setLevel(Level.ALL);
    logger.setLevel(Level.FINE);
    logger.setUseParentHandlers(false);
    logger.addHandler(this);
  }

  void stop() {
    logger.removeHandler(this);
    logger.setUseParentHandlers(true);
    logger.setLevel(null);
  }

  synchronized List<String> complaints() {
    return List.copyOf(complaints);
  }

  @Override
  public synchronized void publish(LogRecord entry) {
    boolean error = entry.getLevel().intValue() >= Level.SEVERE.intValue();
    Throwable thrown = entry.getThrown();
    if (complaints.size() < MOST && (error || isUnforeseen(thrown))) {
      complaints.add(
          (entry.getLoggerName() + ": " + entry.getMessage() + " " + described(thrown))
              .replaceAll("\\s+", " "));
    }
    Logger parent = logger.getParent();
    if (parent != null && entry.getLevel().intValue() >= Level.INFO.intValue()) {
      for (Handler handler : parent.getHandlers()) {
        handler.publish(entry);
      }
    }
  }

  /** Whether an exception rose in code of the gateway, or in a library that it called wrongly. */
  static boolean isUnforeseen(Throwable thrown) {
    Throwable root = rootOf(thrown);
    if (root == null || root instanceof GatewayException) {
      return false;
    }
    for (StackTraceElement frame : root.getStackTrace()) {
      if (!frame.getClassName().startsWith("java.")) {
        return frame.getClassName().startsWith(GATEWAY)
            && (root instanceof RuntimeException || root instanceof Error);
      }
    }
    return false;
  }

  private static Throwable rootOf(Throwable thrown) {
    Throwable root = thrown;
    while (root != null && root.getCause() != null && root.getCause() != root) {
      root = root.getCause();
    }
    return root;
  }

  private static String described(Throwable thrown) {
    Throwable root = rootOf(thrown);
    if (root == null) {
      return "";
    }
    StringBuilder text = new StringBuilder(root.toString());
    for (int i = 0; i < Math.min(8, root.getStackTrace().length); i++) {
      text.append(" < ").append(root.getStackTrace()[i]);
    }
    return text.toString();
  }

  @Override
  public void flush() {
    // Nothing is kept back.
  }

  @Override
  public void close() {
    // There is nothing to close.
  }
}
