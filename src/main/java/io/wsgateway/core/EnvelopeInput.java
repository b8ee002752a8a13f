package io.wsgateway.core;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Reads the fields of an {@link Envelope} that {@link EnvelopeOutput} wrote. Lengths are checked
 * against what is there before memory is given to them. For one thread.
 */
final class EnvelopeInput extends DataInputStream {
  EnvelopeInput(byte[] bytes) {
    super(new ByteArrayInputStream(bytes));
  }

  Publication publication() throws IOException {
    long id = readLong();
    long time = readLong();
    Destination destination = destination();
    @Nullable String sender = readBoolean() ? string() : null;
    List<Long> excludedConnections = numbers();
    List<String> excludedUsers = strings();
    Map<String, String> attributes = map();
    boolean binary = readBoolean();
    byte[] bytes = bytes();
    return new Publication(
        id,
        destination,
        binary ? Payload.binary(bytes) : Payload.utf8(bytes),
        sender,
        new HashSet<>(excludedConnections),
        new HashSet<>(excludedUsers),
        attributes,
        time);
  }

  Destination destination() throws IOException {
    byte kind = readByte();
    String app = string();
    return switch (kind) {
      case EnvelopeOutput.TO_CONNECTION -> new Destination.OfConnection(app, readLong());
      case EnvelopeOutput.TO_USER -> new Destination.OfUser(app, string());
      case EnvelopeOutput.TO_TOPIC -> new Destination.OfTopic(app, string());
      case EnvelopeOutput.TO_ALL -> new Destination.OfAll(app);
      default -> throw new IOException("destination of kind " + kind);
    };
  }

  Destination.OfUser user() throws IOException {
    if (destination() instanceof Destination.OfUser user) {
      return user;
    }
    throw new IOException("not a user");
  }

  Destination.OfTopic topic() throws IOException {
    if (destination() instanceof Destination.OfTopic topic) {
      return topic;
    }
    throw new IOException("not a topic");
  }

  Question question() throws IOException {
    String name = string();
    for (Question.Kind kind : Question.Kind.values()) {
      if (kind.name().equals(name)) {
        return new Question(kind, string(), readLong(), strings(), map(), readInt());
      }
    }
    throw new IOException("question of kind " + name);
  }

  Answer answer() throws IOException {
    return new Answer(readBoolean(), strings(), numbers(), map(), string(), string());
  }

  /** Without those that this version does not know. */
  List<BlockChange> blocks() throws IOException {
    return strings().stream().map(BlockChange::parse).filter(Objects::nonNull).toList();
  }

  String string() throws IOException {
    return new String(bytes(), UTF_8);
  }

  Map<Long, Destination> destinations() throws IOException {
    Map<Long, Destination> destinations = new HashMap<>();
    for (int left = size(Long.BYTES); left > 0; left--) {
      destinations.put(readLong(), destination());
    }
    return destinations;
  }

  Map<String, String> map() throws IOException {
    Map<String, String> map = new HashMap<>();
    for (int left = size(2 * Integer.BYTES); left > 0; left--) {
      map.put(string(), string());
    }
    return map;
  }

  private List<String> strings() throws IOException {
    int size = size(Integer.BYTES);
    List<String> strings = new ArrayList<>(size);
    for (int i = 0; i < size; i++) {
      strings.add(string());
    }
    return strings;
  }

  private List<Long> numbers() throws IOException {
    int size = size(Long.BYTES);
    List<Long> numbers = new ArrayList<>(size);
    for (int i = 0; i < size; i++) {
      numbers.add(readLong());
    }
    return numbers;
  }

  private byte[] bytes() throws IOException {
    return readNBytes(size(1));
  }

  /** A number of entries that take so many bytes each at least. */
  private int size(int each) throws IOException {
    int size = readInt();
    if (size < 0 || (long) size * each > available()) {
      throw new IOException("length " + size);
    }
    return size;
  }
}
