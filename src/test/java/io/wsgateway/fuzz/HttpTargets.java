package io.wsgateway.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.wsgateway.client.HttpCalls;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.stream.Stream;

/** The HTTP APIs, with what back ends ask of them. */
final class HttpTargets {
  private HttpTargets() {}

  /**
   * Valid requests by API.
   *
   * @param connection the id of a connection that is there at the moment
   */
  static Map<String, Function<Dice, HttpSeed>> all(LongSupplier connection) {
    Map<String, Function<Dice, HttpSeed>> all = new LinkedHashMap<>();
    all.put("reg HTTP", oneOf(with("reg", reg())));
    all.put("gm HTTP", oneOf(with("gm", List.of(HttpSeed.of("GET", "/status")))));
    all.put("member HTTP", oneOf(with("member", member())));
    Function<Dice, HttpSeed> recorded = oneOf(new RecordedSeeds("vein").requests());
    all.put("vein HTTP", dice -> dice.percent(30) ? recorded.apply(dice) : vein(dice));
    all.put("REST", new RestSeeds(connection)::next);
    return all;
  }

  private static List<HttpSeed> with(String dialect, List<HttpSeed> more) {
    return Stream.concat(new RecordedSeeds(dialect).requests().stream(), more.stream()).toList();
  }

  private static Function<Dice, HttpSeed> oneOf(List<HttpSeed> seeds) {
    return dice -> dice.pick(seeds);
  }

  private static List<HttpSeed> reg() {
    return List.of(
        HttpSeed.form("/push/user", "app=test&userId=fuzz,u1&content=hello"),
        HttpSeed.form("/push/topic", "app=test&topic=r&content=hello"),
        HttpSeed.form("/online/topic", "app=test&topic=r"),
        HttpSeed.of("GET", "/push/user?app=test&userId=u1&content=x%20y"),
        HttpSeed.of("GET", "/serverList?app=test&userId=u1"),
        HttpSeed.of(
            "POST",
            "/push/topic",
            "multipart/form-data; boundary=b",
            part("app", "test") + part("topic", "r") + part("content", "x\ny") + "--b--\r\n"));
  }

  private static List<HttpSeed> member() {
    return List.of(
        HttpSeed.json("POST", "/push", "{\"app\":\"news\",\"member_id\":5,\"text\":\"t\"}"),
        HttpSeed.json("PUT", "/push?x=y", "{\"app\":\"im\",\"member_id\":4711,\"text\":\"t\"}"),
        HttpSeed.of("GET", "/stat"));
  }

  /** Signed after it was mutated, so that what is behind the signature gets its share, too. */
  private static HttpSeed vein(Dice dice) {
    String message = Mutations.structured("{\"a\":{\"b\":[1,2.5,\"x\"],\"c\":null}}", dice);
    String to = dice.percent(70) ? "fuzz" : dice.pick(Oddities.TEXTS);
    Map<String, String> form = VeinForm.signed(to, message, Long.toString(dice.number()));
    String path = "/api/v1/im/push";
    return switch (dice.below(4)) {
      case 0 -> HttpSeed.json("POST", path, json(form));
      case 1 -> new HttpSeed(new Head("POST", path + "?" + HttpCalls.encode(form)), new byte[0]);
      case 2 -> multipart(path, form);
      default -> HttpSeed.form(path, HttpCalls.encode(form));
    };
  }

  private static HttpSeed multipart(String path, Map<String, String> form) {
    StringBuilder body = new StringBuilder();
    form.forEach((name, value) -> body.append(part(name, value)));
    return new HttpSeed(
        new Head("POST", path).with("Content-Type", "multipart/form-data; boundary=b"),
        body.append("--b--\r\n").toString().getBytes(UTF_8));
  }

  private static String json(Map<String, String> form) {
    StringBuilder body = new StringBuilder("{\"ts\":1");
    form.forEach(
        (name, value) ->
            body.append(",\"").append(name).append("\":").append(JsonMutations.quoted(value)));
    return body.append('}').toString();
  }

  private static String part(String name, String value) {
    return "--b\r\nContent-Disposition: form-data; name=\"" + name + "\"\r\n\r\n" + value + "\r\n";
  }
}
