package io.wsgateway.core;

import java.util.function.IntSupplier;

/**
 * What the names of apps, users and topics may be: 1 to a configured number of characters, valid
 * Unicode, and no control characters, which no client shows and log files suffer from.
 */
public final class Names {
  private final IntSupplier maxLength;

  /** Names of at most this many UTF-16 characters, which may change with time. */
  public Names(IntSupplier maxLength) {
    this.maxLength = maxLength;
  }

  /** Checks a user's name and returns it. */
  public String user(String name) {
    return check("user", name);
  }

  /** Checks a topic's name and returns it. */
  public String topic(String name) {
    return check("topic", name);
  }

  /** Checks an app's name and returns it. */
  public String app(String name) {
    return check("app", name);
  }

  private String check(String what, String name) {
    if (name.isEmpty()) {
      throw bad(what, "is empty");
    }
    if (name.length() > maxLength.getAsInt()) {
      throw bad(what, "has " + name.length() + " characters");
    }
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (Character.isISOControl(c)) {
        throw bad(what, "has a control character at position " + i);
      }
      if (Character.isSurrogate(c)) {
        if (!Character.isHighSurrogate(c)
            || i + 1 == name.length()
            || !Character.isLowSurrogate(name.charAt(++i))) {
          throw bad(what, "is not valid Unicode");
        }
      }
    }
    return name;
  }

  private GatewayException bad(String what, String fault) {
    return new GatewayException(
        ErrorCode.BAD_NAME,
        "The name of the "
            + what
            + " "
            + fault
            + "; expected 1 to "
            + maxLength.getAsInt()
            + " characters, none of them a control character");
  }
}
