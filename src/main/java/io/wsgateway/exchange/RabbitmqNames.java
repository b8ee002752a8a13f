package io.wsgateway.exchange;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.wsgateway.core.Destination;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The routing keys in RabbitMQ: the names of {@link ChannelNames}, and in place of one that is
 * longer than a routing key may be, its SHA-256 behind a word that no such name begins with. Safe
 * for any thread.
 */
final class RabbitmqNames {
  /** In bytes; AMQP 0-9-1, short strings. */
  private static final int MAX_LENGTH = 255;

  private static final int MAX_BYTES_PER_CHAR = 3;

  private final ChannelNames names = new ChannelNames("");

  /** Where publications for a destination go. */
  String key(Destination destination) {
    String name = names.of(destination);
    if (name.length() * MAX_BYTES_PER_CHAR <= MAX_LENGTH) {
      return name;
    }
    byte[] bytes = name.getBytes(UTF_8);
    return bytes.length <= MAX_LENGTH ? name : "sha256:" + HexFormat.of().formatHex(hash(bytes));
  }

  /** Where one node hears what is for its connections. */
  String node(int node) {
    return names.node(node);
  }

  /** Where all nodes hear what concerns them all. */
  String nodes() {
    return names.nodes();
  }

  private static byte[] hash(byte[] name) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(name);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
  }
}
