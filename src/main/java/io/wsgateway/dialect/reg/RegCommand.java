package io.wsgateway.dialect.reg;

/** What a client of the reg dialect may say. */
sealed interface RegCommand {
  /** The app that it is about. */
  String app();

  /**
   * {@code reg:APP:USER} or {@code reg:APP:USER:TOKEN}: this connection is that user's.
   *
   * @param token the proof, empty if there is none
   */
  record Register(String app, String user, String token) implements RegCommand {
    @Override
    public String toString() {
      return "Register[" + app + ", " + user + "]";
    }
  }

  /** {@code in:APP:USER:TOPIC}: that user joins. */
  record Join(String app, String user, String topic) implements RegCommand {}

  /** {@code out:APP:USER:TOPIC}: that user leaves. */
  record Leave(String app, String user, String topic) implements RegCommand {}
}
