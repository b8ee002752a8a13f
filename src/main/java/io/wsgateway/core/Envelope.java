package io.wsgateway.core;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of what nodes say to each other: a version, the sender's node, the kind, then the
 * kind's fields; strings are UTF-8 behind their length. A node reads its own version and the one
 * before, so that a cluster can be upgraded node by node; version 1 is the first.
 */
final class Envelope {
  private static final int VERSION = 1;
  private static final int PUBLISHED = 1;
  private static final int JOINED = 2;
  private static final int LEFT = 3;
  private static final int SUPERSEDED = 4;
  private static final int TO_CONNECTION = 1;
  private static final int TO_USER = 2;
  private static final int TO_TOPIC = 3;
  private static final int TO_ALL = 4;

  private Envelope() {}

  /** The bytes of a message sent by the given node. */
  static byte[] encode(int node, NodeMessage message) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(128);
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeByte(VERSION);
      out.writeInt(node);
      if (message instanceof NodeMessage.Published published) {
        out.writeByte(PUBLISHED);
        writePublication(out, published.publication());
      } else if (message instanceof NodeMessage.Joined joined) {
        out.writeByte(JOINED);
        writeMembership(out, joined.topic(), joined.user());
      } else if (message instanceof NodeMessage.Left left) {
        out.writeByte(LEFT);
        writeMembership(out, left.topic(), left.user());
      } else if (message instanceof NodeMessage.Superseded superseded) {
        out.writeByte(SUPERSEDED);
        writeDestination(out, superseded.user());
        out.writeLong(superseded.connection());
        out.writeLong(superseded.time());
      }
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory", e);
    }
    return bytes.toByteArray();
  }

  /** Whether the given node sent these bytes. */
  static boolean isFrom(int node, byte[] bytes) {
    return bytes.length > 4
        && node
            == (bytes[1] << 24 | (bytes[2] & 255) << 16 | (bytes[3] & 255) << 8 | (bytes[4] & 255));
  }

  /**
   * The message, or nothing if it is of a version or kind that this one does not know, or damaged.
   */
  static Optional<NodeMessage> decode(byte[] bytes) {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      if (in.readByte() != VERSION) {
        return Optional.empty();
      }
      in.readInt();
      return switch (in.readByte()) {
        case PUBLISHED -> Optional.of(new NodeMessage.Published(readPublication(in)));
        case JOINED -> Optional.of(new NodeMessage.Joined(readTopic(in), readString(in)));
        case LEFT -> Optional.of(new NodeMessage.Left(readTopic(in), readString(in)));
        case SUPERSEDED ->
            Optional.of(new NodeMessage.Superseded(readUser(in), in.readLong(), in.readLong()));
        default -> Optional.empty();
      };
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static void writePublication(DataOutputStream out, Publication publication)
      throws IOException {
    out.writeLong(publication.id());
    out.writeLong(publication.time());
    writeDestination(out, publication.destination());
    String sender = publication.sender();
    out.writeBoolean(sender != null);
    if (sender != null) {
      writeString(out, sender);
    }
    out.writeInt(publication.excluded().size());
    for (long connection : publication.excluded()) {
      out.writeLong(connection);
    }
    out.writeBoolean(publication.payload().isBinary());
    writeBytes(out, publication.payload().bytes());
  }

  private static Publication readPublication(DataInputStream in) throws IOException {
    long id = in.readLong();
    long time = in.readLong();
    Destination destination = readDestination(in);
    @Nullable String sender = in.readBoolean() ? readString(in) : null;
    Set<Long> excluded = new HashSet<>();
    for (int left = in.readInt(); left > 0; left--) {
      excluded.add(in.readLong());
    }
    boolean binary = in.readBoolean();
    byte[] bytes = readBytes(in);
    Payload payload = binary ? Payload.binary(bytes) : Payload.utf8(bytes);
    return new Publication(id, destination, payload, sender, excluded, time);
  }

  private static void writeMembership(DataOutputStream out, Destination.OfTopic topic, String user)
      throws IOException {
    writeDestination(out, topic);
    writeString(out, user);
  }

  private static void writeDestination(DataOutputStream out, Destination destination)
      throws IOException {
    if (destination instanceof Destination.OfConnection connection) {
      out.writeByte(TO_CONNECTION);
      writeString(out, connection.app());
      out.writeLong(connection.connection());
    } else if (destination instanceof Destination.OfUser user) {
      out.writeByte(TO_USER);
      writeString(out, user.app());
      writeString(out, user.user());
    } else if (destination instanceof Destination.OfTopic topic) {
      out.writeByte(TO_TOPIC);
      writeString(out, topic.app());
      writeString(out, topic.topic());
    } else {
      out.writeByte(TO_ALL);
      writeString(out, destination.app());
    }
  }

  private static Destination readDestination(DataInputStream in) throws IOException {
    byte kind = in.readByte();
    String app = readString(in);
    return switch (kind) {
      case TO_CONNECTION -> new Destination.OfConnection(app, in.readLong());
      case TO_USER -> new Destination.OfUser(app, readString(in));
      case TO_TOPIC -> new Destination.OfTopic(app, readString(in));
      case TO_ALL -> new Destination.OfAll(app);
      default -> throw new IOException("destination of kind " + kind);
    };
  }

  private static Destination.OfUser readUser(DataInputStream in) throws IOException {
    if (readDestination(in) instanceof Destination.OfUser user) {
      return user;
    }
    throw new IOException("not a user");
  }

  private static Destination.OfTopic readTopic(DataInputStream in) throws IOException {
    if (readDestination(in) instanceof Destination.OfTopic topic) {
      return topic;
    }
    throw new IOException("not a topic");
  }

  private static void writeString(DataOutputStream out, String string) throws IOException {
    writeBytes(out, string.getBytes(UTF_8));
  }

  private static String readString(DataInputStream in) throws IOException {
    return new String(readBytes(in), UTF_8);
  }

  private static void writeBytes(DataOutputStream out, byte[] bytes) throws IOException {
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  private static byte[] readBytes(DataInputStream in) throws IOException {
    int length = in.readInt();
    if (length < 0 || length > in.available()) {
      throw new IOException("length " + length);
    }
    return in.readNBytes(length);
  }
}
