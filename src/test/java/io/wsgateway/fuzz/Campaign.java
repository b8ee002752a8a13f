package io.wsgateway.fuzz;

import java.io.IOException;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;

/** Everything once: all targets, one after the other, while bystanders watch. One thread. */
final class Campaign {
  private static final System.Logger LOG = System.getLogger(Campaign.class.getName());
  private static final List<String> WANTED =
      Arrays.stream(System.getProperty("fuzz.targets", "").split(",", 0))
          .filter(name -> !name.isEmpty())
          .toList();

  private final URI base;
  private final Findings findings;

  Campaign(URI base, Findings findings) {
    this.base = base;
    this.findings = findings;
  }

  /** Sends as many frames to every dialect, and as many requests to every API. */
  void play(int count, long seed) throws IOException {
    LOG.log(System.Logger.Level.INFO, "fuzz.seed=" + seed + ", " + count + " of everything");
    ThreadLocalRandom random = ThreadLocalRandom.current();
    // Names that no mutation arrives at.
    String mark = "note" + random.nextInt(1 << 20, 1 << 30);
    ProperClients clients =
        new ProperClients(base, random.nextLong(1L << 40, 1L << 50), mark + "topic");
    try (Bystanders bystanders = new Bystanders(clients, mark, findings);
        Courier courier = new Courier(clients, bystanders, mark, findings);
        GuineaPig pig = new GuineaPig(clients)) {
      for (SocketTarget target : SocketTargets.all()) {
        if (isWanted(target.name())) {
          frames(target, count, seed, courier);
        }
      }
      for (Map.Entry<String, Function<Dice, HttpSeed>> api : HttpTargets.all(pig::id).entrySet()) {
        if (isWanted(api.getKey())) {
          RequestMill mill = new RequestMill(api.getValue(), base.getAuthority());
          requests(api.getKey(), count, seed, courier, mill::next);
        }
      }
    }
  }

  private void frames(SocketTarget target, int count, long seed, Courier courier)
      throws IOException {
    long start = System.nanoTime();
    SocketFuzzer fuzzer = new SocketFuzzer(base, target, findings, courier::pace);
    fuzzer.play(seed, 0, count - count / 10);
    tell(target.name(), start, fuzzer.summary());
    requests(
        target.name() + " handshakes",
        count / 10,
        seed,
        courier,
        dice -> handshake(target.path(), dice));
  }

  private void requests(
      String name, int count, long seed, Courier courier, Function<Dice, Shot> mill)
      throws IOException {
    long start = System.nanoTime();
    try (HttpFuzzer fuzzer = new HttpFuzzer(base, name, findings, courier::pace)) {
      fuzzer.play(seed, 0, count, mill);
      tell(name, start, "statuses " + fuzzer.statuses());
    }
  }

  private Shot handshake(String path, Dice dice) {
    Head head = HandshakeMill.odd(path, dice);
    byte[] bytes = head.bytes(base.getAuthority());
    return new Shot(
        dice.percent(10) ? ByteMutations.mutate(bytes, dice) : bytes, head.method(), false);
  }

  private static boolean isWanted(String target) {
    return WANTED.isEmpty() || WANTED.contains(target);
  }

  private static void tell(String target, long start, String summary) {
    long millis = (System.nanoTime() - start) / 1_000_000;
    LOG.log(System.Logger.Level.INFO, target + ": " + millis + " ms, " + summary);
  }
}
