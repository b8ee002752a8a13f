package io.wsgateway.config;

import java.time.Duration;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Settings of the member dialect.
 *
 * @param app the app that its clients belong to; what the protocol calls app is a topic here
 * @param maxMessageSize largest message from a client, in bytes
 * @param authTimeout how long a client may take to say who it is
 * @param privateTopics topics whose messages go to one member instead of all
 * @param statPort the port on which every path answers the statistics
 */
public record MemberConfig(
    String app,
    int maxMessageSize,
    Duration authTimeout,
    Set<String> privateTopics,
    OptionalInt statPort) {
  /** What the container takes in at most; a constant, since it stands in an annotation. */
  public static final int MAX_MESSAGE_SIZE = 1 << 20;

  static MemberConfig read(Settings settings) {
    return new MemberConfig(
        settings.appName("gateway.member.app"),
        settings.size("gateway.member.max-message-size", 64, MAX_MESSAGE_SIZE),
        settings.timer("gateway.member.auth-timeout"),
        Set.copyOf(settings.list("gateway.member.private-topics")),
        settings.port("gateway.member.stat-port"));
  }
}
