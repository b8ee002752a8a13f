package io.wsgateway.core;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Optional;

/**
 * The bytes of what nodes say to each other: a version, the sender's node, the kind, then the
 * kind's fields; strings are UTF-8 behind their length. A node reads its own version and the one
 * before, so that a cluster can be upgraded node by node; version 1 is the first. A kind that is
 * new needs no new version: nodes that do not know it drop and count it.
 */
final class Envelope {
  private static final int VERSION = 1;
  private static final int HEAD = 1 + Integer.BYTES;
  private static final int PUBLISHED = 1;
  private static final int JOINED = 2;
  private static final int LEFT = 3;
  private static final int SUPERSEDED = 4;
  private static final int ALIVE = 5;
  private static final int STOPPING = 6;
  private static final int ASKED = 7;
  private static final int ANSWERED = 8;
  private static final int BLOCKED = 9;
  private static final int BEAT = 10;
  private static final int WATCHING = 11;
  private static final int SEEN = 12;

  private Envelope() {}

  /** The bytes of a message sent by the given node. */
  static byte[] encode(int node, NodeMessage message) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(128);
    try (EnvelopeOutput out = new EnvelopeOutput(bytes)) {
      out.writeByte(VERSION);
      out.writeInt(node);
      write(out, message);
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory", e);
    }
    return bytes.toByteArray();
  }

  private static void write(EnvelopeOutput out, NodeMessage message) throws IOException {
    if (message instanceof NodeMessage.Published published) {
      out.writeByte(PUBLISHED);
      out.writeLong(published.number());
      out.publication(published.publication());
    } else if (message instanceof NodeMessage.Joined joined) {
      out.writeByte(JOINED);
      out.membership(joined.topic(), joined.user());
    } else if (message instanceof NodeMessage.Left left) {
      out.writeByte(LEFT);
      out.membership(left.topic(), left.user());
    } else if (message instanceof NodeMessage.Superseded superseded) {
      out.writeByte(SUPERSEDED);
      out.destination(superseded.user());
      out.writeLong(superseded.connection());
      out.writeLong(superseded.time());
    } else if (message instanceof NodeMessage.Alive alive) {
      out.writeByte(ALIVE);
      out.writeLong(alive.info().since().toEpochMilli());
      out.writeInt(alive.info().connections());
      out.writeLong(alive.mark());
    } else if (message instanceof NodeMessage.Stopping) {
      out.writeByte(STOPPING);
    } else if (message instanceof NodeMessage.Asked asked) {
      out.writeByte(ASKED);
      out.writeLong(asked.request());
      out.question(asked.question());
    } else if (message instanceof NodeMessage.Answered answered) {
      out.writeByte(ANSWERED);
      out.writeLong(answered.request());
      out.answer(answered.answer());
    } else if (message instanceof NodeMessage.Beat beat) {
      out.writeByte(BEAT);
      out.writeLong(beat.mark());
      out.writeLong(beat.number());
      out.writeLong(beat.sent());
    } else if (message instanceof NodeMessage.Blocked blocked) {
      out.writeByte(BLOCKED);
      out.blocks(blocked.changes());
    } else if (message instanceof NodeMessage.Watching watching) {
      out.writeByte(WATCHING);
      out.destinations(watching.targets());
    } else if (message instanceof NodeMessage.Seen seen) {
      out.writeByte(SEEN);
      out.writeLong(seen.watch());
      out.map(seen.sighting());
    }
  }

  /** The node that sent these bytes, or 0 if they are too few to say. */
  static int senderOf(byte[] bytes) {
    return bytes.length < HEAD ? 0 : ByteBuffer.wrap(bytes).getInt(1);
  }

  /** Puts its number into a publication that was encoded without. */
  static void number(byte[] published, long number) {
    ByteBuffer.wrap(published).putLong(HEAD + 1, number);
  }

  /** Whether a node wants to hear these bytes although they carry its own number. */
  static boolean isForItself(byte[] bytes) {
    return bytes.length > HEAD
        && bytes[0] == VERSION
        && (bytes[HEAD] == ALIVE || bytes[HEAD] == BEAT);
  }

  /**
   * The message, or nothing if it is of a version or kind that this one does not know, or damaged.
   */
  static Optional<NodeMessage> decode(byte[] bytes) {
    try (EnvelopeInput in = new EnvelopeInput(bytes)) {
      return in.readByte() == VERSION ? read(in, in.readInt()) : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static Optional<NodeMessage> read(EnvelopeInput in, int sender) throws IOException {
    return switch (in.readByte()) {
      case PUBLISHED -> {
        long number = in.readLong();
        yield Optional.of(new NodeMessage.Published(in.publication(), number));
      }
      case JOINED -> Optional.of(new NodeMessage.Joined(in.topic(), in.string()));
      case LEFT -> Optional.of(new NodeMessage.Left(in.topic(), in.string()));
      case SUPERSEDED ->
          Optional.of(new NodeMessage.Superseded(in.user(), in.readLong(), in.readLong()));
      case ALIVE ->
          Optional.of(
              new NodeMessage.Alive(
                  new NodeInfo(sender, Instant.ofEpochMilli(in.readLong()), in.readInt()),
                  in.readLong()));
      case BEAT -> Optional.of(new NodeMessage.Beat(in.readLong(), in.readLong(), in.readLong()));
      case STOPPING -> Optional.of(new NodeMessage.Stopping());
      case ASKED -> Optional.of(new NodeMessage.Asked(in.readLong(), in.question()));
      case WATCHING -> Optional.of(new NodeMessage.Watching(in.destinations()));
      case SEEN -> Optional.of(new NodeMessage.Seen(in.readLong(), in.map()));
      case BLOCKED -> Optional.of(new NodeMessage.Blocked(in.blocks()));
      case ANSWERED -> Optional.of(new NodeMessage.Answered(in.readLong(), in.answer()));
      default -> Optional.empty();
    };
  }
}
