package io.wsgateway.fuzz;

import io.wsgateway.client.HttpAnswer;
import java.io.IOException;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/** Sends requests, one after the other, and looks at every answer. One thread. */
final class HttpFuzzer implements AutoCloseable {
  private static final int REQUESTS_A_PACE = 20;

  private final URI server;
  private final String target;
  private final Findings findings;
  private final Runnable pace;
  private final Map<Integer, Integer> statuses = new TreeMap<>();
  private Line line;
  private boolean used;

  /**
   * @param pace called now and then; may wait
   */
  HttpFuzzer(URI server, String target, Findings findings, Runnable pace) throws IOException {
    this.server = server;
    this.target = target;
    this.findings = findings;
    this.pace = pace;
    line = new Line(server);
  }

  /** How often each status came; for a summary. */
  Map<Integer, Integer> statuses() {
    return statuses;
  }

  /** Sends as many requests, the first of which has that number. */
  void play(long seed, int first, int count, Function<Dice, Shot> mill) throws IOException {
    for (int number = first; number < first + count; number++) {
      if (number % REQUESTS_A_PACE == 0) {
        pace.run();
      }
      Case current = new Case(target, seed, number, findings);
      Shot shot = mill.apply(current.dice());
      current.sends(shot.bytes());
      try {
        play(shot, current);
      } catch (IOException | NumberFormatException e) {
        current.found("no proper answer", String.valueOf(e.getMessage()));
        renew();
      }
    }
  }

  private void play(Shot shot, Case current) throws IOException {
    line.write(shot.bytes());
    if (!shot.whole()) {
      line.finish();
    }
    Optional<HttpAnswer> answer = line.answer(shot.method());
    if (answer.isEmpty() && used && shot.whole()) {
      // The server may close a connection after any answer, also without saying so.
      renew();
      line.write(shot.bytes());
      answer = line.answer(shot.method());
    }
    if (answer.isEmpty() && shot.whole()) {
      current.found("no answer", "the end");
    }
    boolean goesOn = shot.whole() && answer.filter(HttpFuzzer::keepsAlive).isPresent();
    while (answer.isPresent()) {
      judge(answer.get(), shot, current);
      answer =
          // Whether HEAD has a body is another question where it is no proper request.
          shot.whole() || shot.method().equals("HEAD") || answer.get().status() == 101
              ? Optional.empty()
              : line.answer(shot.method());
    }
    used = true;
    if (!goesOn) {
      renew();
    }
  }

  private void judge(HttpAnswer answer, Shot shot, Case current) {
    statuses.merge(answer.status(), 1, Integer::sum);
    Oracle.complaint(answer, shot)
        .ifPresent(
            what -> current.found(what, answer.status() + " " + Findings.shown(answer.body())));
  }

  private static boolean keepsAlive(HttpAnswer answer) {
    return answer.status() != 101
        && answer.header("Connection").filter("close"::equalsIgnoreCase).isEmpty()
        && (answer.status() == 204
            || answer.status() == 304
            || answer.header("Content-Length").isPresent()
            || answer.header("Transfer-Encoding").isPresent());
  }

  private void renew() throws IOException {
    line.close();
    line = new Line(server);
    used = false;
  }

  @Override
  public void close() {
    line.close();
  }
}
