package io.wsgateway.fuzz;

import java.util.function.LongSupplier;

/** Valid requests of the gateway's own API, of every path and method. */
final class RestSeeds {
  private static final String APP = "/api/v1/apps/" + ProperClients.APP;

  private final LongSupplier connection;

  /**
   * @param connection one that is there at the moment
   */
  RestSeeds(LongSupplier connection) {
    this.connection = connection;
  }

  HttpSeed next(Dice dice) {
    return switch (dice.below(4)) {
      case 0 -> question(dice);
      case 1 -> ofConnection(dice, APP + "/connections/" + id(dice));
      case 2 -> membership(dice);
      default -> message(dice);
    };
  }

  private HttpSeed question(Dice dice) {
    String path =
        dice.pick(
            APP,
            APP + "/users",
            APP + "/users?limit=2",
            APP + "/users?limit=1000&after=YQ",
            APP + "/users/fuzz",
            APP + "/topics?limit=1",
            APP + "/topics/news",
            APP + "/topics/news/users",
            APP + "/topics/news/connections?limit=1&after=1",
            APP + "/connections?limit=5",
            APP + "/connections/" + id(dice),
            APP + "/connections/" + id(dice) + "/info",
            APP + "/schedules/" + id(dice),
            "/api/v1/nodes",
            "/api/v1/apps/other/users");
    return HttpSeed.of("GET", path);
  }

  private HttpSeed ofConnection(Dice dice, String path) {
    return switch (dice.below(6)) {
      case 0 ->
          HttpSeed.json("PUT", path + "/user", "{\"user\":\"" + dice.pick("fuzz", "u1") + "\"}");
      case 1 -> HttpSeed.of("DELETE", path + "/user");
      case 2 -> HttpSeed.json("PUT", path + "/info", "{\"k\":\"v\",\"l\":\"w\"}");
      case 3 -> HttpSeed.json("PATCH", path + "/info", "{\"k\":\"other\"}");
      case 4 -> HttpSeed.of("DELETE", path + "?code=4000&reason=bye");
      default -> HttpSeed.of(dice.pick("PUT", "DELETE"), topic(dice) + "/connections/" + id(dice));
    };
  }

  private static HttpSeed membership(Dice dice) {
    return switch (dice.below(4)) {
      case 0 ->
          HttpSeed.of("DELETE", APP + "/users/" + user(dice) + "/connections?code=1000&reason=x");
      case 1 -> HttpSeed.of("DELETE", topic(dice));
      default -> HttpSeed.of(dice.pick("PUT", "DELETE"), topic(dice) + "/users/" + user(dice));
    };
  }

  private HttpSeed message(Dice dice) {
    return switch (dice.below(4)) {
      case 0 ->
          keyed(
              HttpSeed.json(
                  "POST",
                  APP + "/messages/batch",
                  "{\"messages\":[" + message(target(dice)) + "," + message(target(dice)) + "]}"),
              dice);
      case 1 -> schedule(dice);
      default -> keyed(HttpSeed.json("POST", APP + "/messages", message(target(dice))), dice);
    };
  }

  private HttpSeed schedule(Dice dice) {
    String one = dice.pick("{\"user\":\"fuzz\"}", "{\"topic\":\"news\"}", "{\"all\":true}");
    String time =
        dice.pick(
            "\"delay\":\"PT0.1S\"",
            "\"delay\":\"PT1S\"",
            "\"at\":\"2026-11-21T08:00:00Z\"",
            "\"at\":\"2026-11-21T08:00:00.5+09:00\"");
    return keyed(
        HttpSeed.json(
            "POST", APP + "/schedules", "{\"to\":" + one + ",\"text\":\"later\"," + time + "}"),
        dice);
  }

  private static String message(String target) {
    return "{\"to\":"
        + target
        + ",\"text\":\"hi\",\"from\":\"u1\",\"except\":{\"users\":[\"u9\"]}}";
  }

  private String target(Dice dice) {
    return dice.pick(
        "{\"user\":\"fuzz\"}",
        "{\"users\":[\"fuzz\",\"u1\"]}",
        "{\"topic\":\"news\"}",
        "{\"topics\":[\"news\",\"r\"]}",
        "{\"connection\":" + id(dice) + "}",
        "{\"connections\":[" + id(dice) + ",1]}",
        "{\"all\":true}");
  }

  private static HttpSeed keyed(HttpSeed seed, Dice dice) {
    return dice.percent(30)
        ? new HttpSeed(seed.head().with("Idempotency-Key", "k" + dice.below(20)), seed.body())
        : seed;
  }

  private static String topic(Dice dice) {
    return APP + "/topics/" + dice.pick("news", "r", "%F0%9F%98%80", "a%2Fb");
  }

  private static String user(Dice dice) {
    return dice.pick("fuzz", "u1", "4711", "%E4%B8%96", "a%20b");
  }

  private long id(Dice dice) {
    return dice.percent(80) ? connection.getAsLong() : dice.pick(1L, 4711L, (1L << 53) - 1);
  }
}
