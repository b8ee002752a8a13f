package io.wsgateway.core;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** The parts of sorted lists that questions ask for, as answers. */
final class Listing {
  private Listing() {}

  static Answer idsAfter(List<Connection> connections, Question question, int cursor) {
    String after = question.argument(cursor);
    long last = after.isEmpty() ? 0 : Long.parseLong(after);
    return Answer.numbers(
        LongStream.of(connections.stream().mapToLong(Connection::id).toArray())
            .filter(id -> id > last)
            .sorted()
            .limit(question.limit())
            .boxed()
            .toList());
  }

  static Answer namesAfter(Stream<String> names, Question question, int cursor) {
    String after = question.argument(cursor);
    return Answer.names(
        names
            .filter(name -> name.compareTo(after) > 0)
            .sorted(Comparator.naturalOrder())
            .limit(question.limit())
            .toList());
  }

  static Answer hashes(Stream<String> names) {
    return Answer.numbers(names.map(NameHash::of).collect(Collectors.toList()));
  }

  static Collection<Long> ids(List<Connection> connections) {
    return connections.stream().map(Connection::id).collect(Collectors.toList());
  }
}
