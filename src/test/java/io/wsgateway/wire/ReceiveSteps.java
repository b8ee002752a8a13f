package io.wsgateway.wire;

import static io.wsgateway.client.Event.Kind.BINARY;
import static io.wsgateway.client.Event.Kind.CLOSE;
import static io.wsgateway.client.Event.Kind.END;
import static io.wsgateway.client.Event.Kind.TEXT;

import io.wsgateway.client.Event;
import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The steps in which a client sees something, or nothing. */
final class ReceiveSteps {
  private static final int PATIENCE_MILLIS = 3_000;

  private ReceiveSteps() {}

  /** {@code expect} or {@code match}: the next message, a binary one only with {@code binary}. */
  static Step message(JsonObject json) {
    String connection = json.getString("conn");
    JsonValue wish =
        json.containsKey("match")
            ? Json.createObjectBuilder().add("match", json.getString("match")).build()
            : json.get("expect");
    Expected expected = Expected.of(wish);
    boolean binary = json.getBoolean("binary", false);
    return stage -> {
      String wanted =
          wish instanceof JsonString text ? stage.variables().fill(text.getString()) : null;
      Event event =
          stage
              .next(connection, patience(json), wanted)
              .orElseThrow(() -> new AssertionError("no message, want " + expected));
      if (event.kind() != TEXT && !(binary && event.kind() == BINARY)) {
        throw new AssertionError("got " + event + ", want the message " + expected);
      }
      expected.check("message", event.text(), stage.variables());
    };
  }

  /** {@code expect_unordered}: so many messages, in any order. */
  static Step unordered(JsonObject json) {
    String connection = json.getString("conn");
    JsonArray wishes = json.getJsonArray("expect_unordered");
    int count = json.getInt("n", wishes.size());
    return stage -> {
      List<Event> got = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        stage.next(connection, patience(json)).ifPresent(got::add);
      }
      List<Event> left = new ArrayList<>(got);
      for (JsonValue wish : wishes) {
        Expected expected = Expected.of(wish);
        Event found =
            left.stream()
                .filter(event -> event.kind() == TEXT)
                .filter(event -> expected.isMetBy(event.text(), stage.variables()))
                .findFirst()
                .orElseThrow(() -> new AssertionError("missing " + expected + " in " + got));
        left.remove(found);
      }
      if (!left.isEmpty()) {
        throw new AssertionError("not expected: " + left);
      }
    };
  }

  /** {@code expect_none_ms}: no message and no end for so long. */
  static Step nothing(JsonObject json) {
    String connection = json.getString("conn");
    Duration time = Duration.ofMillis(json.getInt("expect_none_ms"));
    return stage -> refuse(stage.next(connection, time));
  }

  /** {@code expect_ping} or {@code expect_pong}: the next one of these, past any messages. */
  static Step control(JsonObject json, Event.Kind kind, String key) {
    String connection = json.getString("conn");
    Expected payload = Expected.of(json.get(key));
    return stage -> {
      Event event =
          stage
              .connection(connection)
              .next(patience(json), Set.of(kind, END))
              .orElseThrow(() -> new AssertionError("no " + kind));
      if (event.kind() != kind) {
        throw new AssertionError("got " + event + ", want " + kind);
      }
      payload.check(kind.toString(), event.text(), stage.variables());
    };
  }

  /** {@code expect_no_ping_ms}: no ping and no end for so long. */
  static Step noPing(JsonObject json) {
    String connection = json.getString("conn");
    Duration time = Duration.ofMillis(json.getInt("expect_no_ping_ms"));
    return stage -> refuse(stage.connection(connection).next(time, Set.of(Event.Kind.PING, END)));
  }

  /**
   * {@code expect_close}: a close frame with this code, or an end without one if it is null; {@code
   * after_ms} says how soon and how late. The reason of an echoed close is the server's choice and
   * is not compared.
   */
  static Step close(JsonObject json) {
    String connection = json.getString("conn");
    Expected code = Expected.closeCode(json.get("expect_close"));
    return stage -> {
      long start = System.nanoTime();
      Event event =
          stage
              .next(connection, patience(json))
              .orElseThrow(() -> new AssertionError("still open, want close " + code));
      if (event.kind() != CLOSE && event.kind() != END) {
        throw new AssertionError("got " + event + ", want close " + code);
      }
      if (!(stage.anyClose() && code.isNull())) {
        Integer actual = event.kind() == CLOSE ? Integer.valueOf(event.code()) : null;
        code.check("close code", actual, stage.variables());
      }
      checkTime(json, Duration.ofNanos(System.nanoTime() - start));
    };
  }

  private static void checkTime(JsonObject json, Duration taken) {
    if (json.containsKey("after_ms")) {
      JsonArray bounds = json.getJsonArray("after_ms");
      if (taken.toMillis() < bounds.getInt(0) || taken.toMillis() > bounds.getInt(1)) {
        throw new AssertionError("closed after " + taken + ", want within ms " + bounds);
      }
    }
  }

  private static Duration patience(JsonObject json) {
    return Duration.ofMillis(json.getInt("within_ms", PATIENCE_MILLIS));
  }

  private static void refuse(Optional<Event> event) {
    if (event.isPresent()) {
      throw new AssertionError("not expected: " + event.get());
    }
  }
}
