package io.wsgateway.dialect.gm;

import io.wsgateway.core.Payload;

/** What a client of the gm dialect may say. Users and groups are names, see {@link GmNames}. */
sealed interface GmCommand {
  /** {@code ping}, which is answered. */
  record Ping() implements GmCommand {}

  /** {@code pong}, the answer to ours. */
  record Pong() implements GmCommand {}

  /**
   * {@code bind}: this connection is that user's.
   *
   * @param token the proof, where the app asks for one; may be empty. Not in the original
   */
  record Bind(String user, String token) implements GmCommand {
    @Override
    public String toString() {
      return "Bind[user=" + user + "]";
    }
  }

  /** What others see. */
  sealed interface ToOthers extends GmCommand {}

  /** What concerns a group. */
  sealed interface OfGroup extends GmCommand {
    /** The topic that the group is. */
    String group();
  }

  /** {@code send_to_client}. */
  record SendToClient(String user, Payload message) implements ToOthers {}

  /** {@code send_to_socket}. */
  record SendToSocket(long socket, Payload message) implements ToOthers {}

  /** {@code send_to_all}. */
  record SendToAll(String message) implements ToOthers {}

  /** {@code join_group}: this connection joins. */
  record JoinGroup(String group) implements OfGroup {}

  /** {@code leave_group}: this connection leaves. */
  record LeaveGroup(String group) implements OfGroup {}

  /** {@code send_to_group}. */
  record SendToGroup(String group, Payload message) implements OfGroup {}

  /** {@code get_clientcount_bygroup}: how many clients are in it. */
  record CountGroup(String group) implements OfGroup {}

  /** Text that is not JSON: a sign of life, and nothing else. */
  record Noise() implements GmCommand {}

  /** JSON that says none of the above. */
  record NoMatch() implements GmCommand {}
}
