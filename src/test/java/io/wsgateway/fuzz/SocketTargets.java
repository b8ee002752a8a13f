package io.wsgateway.fuzz;

import java.util.List;
import java.util.stream.Stream;

/** The WebSockets of all dialects, with what their clients say. */
final class SocketTargets {
  /** Largest message of dialects that have no smaller one; see {@link FuzzIT}. */
  static final int LARGEST = 16 << 10;

  private static final int LARGEST_RAW = 512;

  private SocketTargets() {}

  static List<SocketTarget> all() {
    return List.of(
        target(
            "reg",
            "/connection",
            LARGEST,
            List.of("reg:test:fuzz"),
            "reg:test:u1",
            "in:test:u1:r",
            "out:test:u1:r"),
        target(
            "gm",
            "/gm",
            LARGEST,
            List.of("{\"type\":\"bind\",\"data\":{\"client_id\":\"fuzz\"}}"),
            "{\"type\":\"send_to_all\",\"data\":{\"message\":\"all\"}}",
            "{\"type\":\"send_to_client\",\"data\":{\"client_id\":\"fuzz\",\"message\":\"me\"}}",
            "{\"type\":\"join_group\",\"data\":{\"group_id\":\"g\"}}",
            "{\"type\":\"leave_group\",\"data\":{\"group_id\":\"g\"}}",
            "{\"type\":\"send_to_group\",\"data\":{\"group_id\":\"g\",\"message\":\"x\"}}",
            "{\"type\":\"count_group\",\"data\":{\"group_id\":\"g\"}}"),
        target(
            "member",
            "/member",
            LARGEST,
            List.of("{\"member_id\":4711,\"token\":\"t\"}"),
            "{\"app\":\"im\"}",
            "{\"app\":\"news\"}"),
        target("raw", "/raw", LARGEST_RAW, List.of("hello"), "hello", "\ud83d\ude00 \u4e16"),
        vein());
  }

  private static SocketTarget vein() {
    String path = ProperClients.veinPath("fuzz");
    return target(
        "vein",
        path,
        LARGEST,
        List.of("{\"to\":\"fuzz\",\"data\":{\"a\":1}}"),
        "{\"to\":\"fuzz\",\"data\":{\"a\":{\"b\":[1,2.5,\"x\"]}},\"event\":1}",
        "{\"to\":\"news\",\"data\":{\"a\":1},\"event\":2}");
  }

  private static SocketTarget target(
      String name, String path, int largest, List<String> opening, String... more) {
    List<String> messages =
        Stream.concat(new RecordedSeeds(name).messages().stream(), Stream.of(more)).toList();
    return new SocketTarget(name, path, opening, new VolleyMill(messages, largest));
  }
}
