package io.wsgateway.wire;

import io.wsgateway.client.Event;
import jakarta.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;

/** Knows the steps by the key that names them. */
final class StepReader {
  private static final Map<String, Function<JsonObject, Step>> KINDS = kinds();

  private static final Set<String> DETAILS =
      Set.of(
          "conn",
          "node",
          "headers",
          "auto_pong",
          "status",
          "body",
          "content_type",
          "response_headers",
          "fin",
          "reason",
          "within_ms",
          "after_ms",
          "binary",
          "n",
          "reply",
          "sort",
          "racy_on_seed");

  private StepReader() {}

  /** The step that the object describes; fails on one that it does not know every word of. */
  static Step read(JsonObject json) {
    Set<String> words = new TreeSet<>(json.keySet());
    words.removeAll(DETAILS);
    if (words.size() != 1 || !KINDS.containsKey(words.iterator().next())) {
      throw new IllegalArgumentException("not a step: " + json);
    }
    return KINDS.get(words.iterator().next()).apply(json);
  }

  private static Map<String, Function<JsonObject, Step>> kinds() {
    Map<String, Function<JsonObject, Step>> kinds = new LinkedHashMap<>();
    kinds.put("wait_ms", StepReader::pause);
    // What an original kept in Redis is its own affair.
    kinds.put("redis", json -> stage -> {});
    kinds.put("http", RequestSteps::http);
    kinds.put("open", RequestSteps::open);
    kinds.put("send", SendSteps::text);
    kinds.put("send_continuation", SendSteps::continuation);
    kinds.put("send_repeat", SendSteps::repeated);
    kinds.put("send_binary_hex", SendSteps::binary);
    kinds.put("send_raw_text_hex", SendSteps::rawText);
    kinds.put("send_unmasked", SendSteps::unmasked);
    kinds.put("ping", SendSteps::ping);
    kinds.put("pong", SendSteps::pong);
    kinds.put("close", SendSteps::close);
    kinds.put("drop", SendSteps::drop);
    kinds.put("expect", ReceiveSteps::message);
    kinds.put("match", ReceiveSteps::message);
    kinds.put("expect_unordered", ReceiveSteps::unordered);
    kinds.put("expect_none_ms", ReceiveSteps::nothing);
    kinds.put("expect_ping", json -> ReceiveSteps.control(json, Event.Kind.PING, "expect_ping"));
    kinds.put("expect_pong", json -> ReceiveSteps.control(json, Event.Kind.PONG, "expect_pong"));
    kinds.put("expect_no_ping_ms", ReceiveSteps::noPing);
    kinds.put("expect_close", ReceiveSteps::close);
    return Map.copyOf(kinds);
  }

  private static Step pause(JsonObject json) {
    long millis = json.getInt("wait_ms");
    return stage -> {
      long deadline = System.nanoTime() + millis * 1_000_000;
      while (System.nanoTime() - deadline < 0) {
        LockSupport.parkNanos(deadline - System.nanoTime());
      }
    };
  }
}
