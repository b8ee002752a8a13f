import java.util.logging.Filter;
import java.util.logging.Level;
import java.util.logging.LogRecord;

/**
 * Lets the server speak only when something is wrong. Levels alone do not do it, because its web
 * container sets its own back to INFO.
 */
public class GatewayOnly implements Filter {
  @Override
  public boolean isLoggable(LogRecord entry) {
    return entry.getLevel().intValue() >= Level.WARNING.intValue()
        || String.valueOf(entry.getLoggerName()).startsWith("io.wsgateway");
  }
}
