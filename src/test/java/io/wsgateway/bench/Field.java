package io.wsgateway.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** All that takes part in a benchmark, and what cannot, and why. One thread. */
final class Field implements AutoCloseable {
  /** A program that speaks as the project's floor does, and is given its port. */
  private static final String OTHER_FLOOR = System.getProperty("bench.floor", "");

  private final List<Subject> subjects = new ArrayList<>();
  private final Map<String, String> absent = new LinkedHashMap<>();

  private Field() {}

  /** These, of which the first is the floor. */
  static Field of(List<Supplier<Subject>> starters) {
    Field field = new Field();
    try {
      starters.forEach(starter -> field.subjects.add(starter.get()));
      return field;
    } catch (RuntimeException e) {
      field.close();
      throw e;
    }
  }

  /** The floor and the gateway, on each server and with each way of writing. */
  static Field ofGateways() {
    return of(gateways());
  }

  /** The same, and servers of others. */
  static Field ofAll() {
    Optional<String> missing = Peers.missing();
    List<Supplier<Subject>> starters = gateways();
    if (missing.isEmpty()) {
      starters.add(Subjects::ws);
      starters.add(Subjects::socketIo);
    }
    Field field = of(starters);
    missing.ifPresent(reason -> field.absent.put("ws and Socket.IO", reason));
    return field;
  }

  private static List<Supplier<Subject>> gateways() {
    List<Supplier<Subject>> starters = new ArrayList<>();
    if (!OTHER_FLOOR.isEmpty()) {
      starters.add(() -> Subjects.otherFloor(Path.of(OTHER_FLOOR)));
    }
    starters.add(Subjects::floor);
    for (Subjects.Server server : Subjects.Server.values()) {
      starters.add(() -> Subjects.gateway(server, "auto"));
      starters.add(() -> Subjects.gateway(server, "portable"));
    }
    return starters;
  }

  /** What ratios are taken to: the project's own, or the one that is to take its place. */
  Subject floor() {
    return subjects.get(0);
  }

  /** The floor is the first. */
  List<Subject> subjects() {
    return subjects;
  }

  /** Reasons by who does not take part. */
  Map<String, String> absent() {
    return absent;
  }

  @Override
  public void close() {
    subjects.forEach(Subject::close);
  }
}
