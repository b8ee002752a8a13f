package io.wsgateway.core;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Collection;
import java.util.Map;

/** Writes the fields of an {@link Envelope}; {@link EnvelopeInput} reads them. For one thread. */
final class EnvelopeOutput extends DataOutputStream {
  static final int TO_CONNECTION = 1;
  static final int TO_USER = 2;
  static final int TO_TOPIC = 3;
  static final int TO_ALL = 4;

  EnvelopeOutput(ByteArrayOutputStream bytes) {
    super(bytes);
  }

  void publication(Publication publication) throws IOException {
    writeLong(publication.id());
    writeLong(publication.time());
    destination(publication.destination());
    String sender = publication.sender();
    writeBoolean(sender != null);
    if (sender != null) {
      string(sender);
    }
    numbers(publication.excludedConnections());
    strings(publication.excludedUsers());
    map(publication.attributes());
    writeBoolean(publication.payload().isBinary());
    bytes(publication.payload().bytes());
  }

  void membership(Destination.OfTopic topic, String user) throws IOException {
    destination(topic);
    string(user);
  }

  void destination(Destination destination) throws IOException {
    if (destination instanceof Destination.OfConnection connection) {
      writeByte(TO_CONNECTION);
      string(connection.app());
      writeLong(connection.connection());
    } else if (destination instanceof Destination.OfUser user) {
      writeByte(TO_USER);
      string(user.app());
      string(user.user());
    } else if (destination instanceof Destination.OfTopic topic) {
      writeByte(TO_TOPIC);
      string(topic.app());
      string(topic.topic());
    } else {
      writeByte(TO_ALL);
      string(destination.app());
    }
  }

  void question(Question question) throws IOException {
    string(question.kind().name());
    string(question.app());
    writeLong(question.connection());
    strings(question.arguments());
    map(question.info());
    writeInt(question.limit());
  }

  void answer(Answer answer) throws IOException {
    writeBoolean(answer.found());
    strings(answer.names());
    numbers(answer.numbers());
    map(answer.info());
    string(answer.refusal());
    string(answer.detail());
  }

  void blocks(Collection<BlockChange> changes) throws IOException {
    strings(changes.stream().map(BlockChange::text).toList());
  }

  void destinations(Map<Long, Destination> destinations) throws IOException {
    writeInt(destinations.size());
    for (Map.Entry<Long, Destination> entry : destinations.entrySet()) {
      writeLong(entry.getKey());
      destination(entry.getValue());
    }
  }

  void map(Map<String, String> map) throws IOException {
    writeInt(map.size());
    for (Map.Entry<String, String> entry : map.entrySet()) {
      string(entry.getKey());
      string(entry.getValue());
    }
  }

  private void strings(Collection<String> strings) throws IOException {
    writeInt(strings.size());
    for (String string : strings) {
      string(string);
    }
  }

  private void numbers(Collection<Long> numbers) throws IOException {
    writeInt(numbers.size());
    for (long number : numbers) {
      writeLong(number);
    }
  }

  private void string(String string) throws IOException {
    bytes(string.getBytes(UTF_8));
  }

  private void bytes(byte[] bytes) throws IOException {
    writeInt(bytes.length);
    write(bytes);
  }
}
