package io.wsgateway.bench.load;

import java.util.List;
import java.util.stream.IntStream;

/** All members and senders, and what they do together. One thread. */
final class Load {
  private static final long PATIENCE = 10_000_000_000L;

  private final LoadPlan plan;
  private final LoadLoop loop = new LoadLoop();
  private final Census census = new Census();
  private final Ledger ledger;
  private final List<Member> members;
  private final List<Sender> senders;
  private int opened;

  Load(LoadPlan plan) {
    this.plan = plan;
    ledger = new Ledger(plan);
    Script script = new Script(plan);
    members =
        IntStream.range(0, plan.members())
            .mapToObj(number -> new Member(number, script, loop, ledger, census))
            .toList();
    senders =
        IntStream.range(0, plan.senders())
            .mapToObj(number -> new Sender(plan, number, loop, ledger))
            .toList();
  }

  /** Serves what there is to serve, for at most so many milliseconds. */
  void turn(int millis) {
    loop.turn(millis);
  }

  /** So many are connected afterwards, of whom some may have been before. */
  String open(int count) {
    long begin = System.nanoTime();
    while (opened < count || census.dialling > 0) {
      while (opened < count && census.dialling < plan.dialling()) {
        members.get(opened++).dial();
      }
      loop.turn(20);
    }
    return census.report() + " nanos=" + (System.nanoTime() - begin);
  }

  /** Pushes to every destination until all who are connected have got something of theirs. */
  String reach(double seconds) {
    long begin = System.nanoTime();
    long end = begin + (long) (seconds * 1e9);
    int all = opened * plan.joins();
    int next = 0;
    while (ledger.reached().cardinality() < all && System.nanoTime() < end) {
      int place = ledger.reached().nextClearBit(next < all ? next : 0);
      // Who was asked just now is asked again when all others were, at the earliest after a while.
      if (place >= all) {
        pause(50);
        next = 0;
      } else {
        probe(plan.destination(place / plan.joins(), place % plan.joins()));
        next = place + 1;
      }
    }
    pause(200);
    ledger.begin(opened);
    ledger.restart();
    return census.report()
        + " reached="
        + ledger.reached().cardinality()
        + " wanted="
        + all
        + " nanos="
        + (System.nanoTime() - begin);
  }

  private void probe(int destination) {
    Sender free = senders.stream().filter(sender -> !sender.isBusy()).findAny().orElse(null);
    while (free == null) {
      loop.turn(20);
      free = senders.stream().filter(sender -> !sender.isBusy()).findAny().orElse(null);
    }
    free.probe(destination);
    loop.turn(plan.destinations() == 1 ? 50 : 0);
  }

  private void pause(int millis) {
    long end = System.nanoTime() + millis * 1_000_000L;
    while (System.nanoTime() < end) {
      loop.turn(5);
    }
  }

  /**
   * Pushes, and returns when all has come, or nothing has for a while. Who was lost since the last
   * time is told.
   *
   * @param perSecond how many pushes; 0 is as fast as they are answered
   * @param seconds how long
   * @param count how many at most
   * @param ahead how many messages may be on their way to each connection; there are queues that
   *     are bounded by their number
   * @param churn how many members leave and come back in a second
   */
  String run(double perSecond, double seconds, long count, long ahead, double churn) {
    long cpu = LoadClient.cpu();
    ledger.restart();
    senders.forEach(Sender::restart);
    Churn leaving = new Churn(members, ledger, churn);
    long begin = System.nanoTime();
    long end = begin + (long) (seconds * 1e9);
    Pushes pushes = new Pushes(perSecond, count, ahead * opened, begin);
    loop.between(plan.eager() ? pushes::goOn : () -> {});
    for (long now = begin; now < end && pushes.pushed < count; now = System.nanoTime()) {
      pushes.proceed(now);
      leaving.proceed(now - begin);
      loop.turn(perSecond == 0 ? 20 : 1);
    }
    loop.between(() -> {});
    awaitAll();
    String connections = census.report();
    census.lost = 0;
    census.failed = 0;
    return ledger.report()
        + " "
        + connections
        + " answered="
        + senders.stream().mapToLong(Sender::answered).sum()
        + " refused="
        + senders.stream().mapToLong(Sender::refused).sum()
        + " status="
        + senders.stream().mapToInt(Sender::lastRefusal).max().orElse(0)
        + " churned="
        + leaving.count()
        + " nanos="
        + (ledger.last() - begin)
        + " cpu="
        + (LoadClient.cpu() - cpu);
  }

  /** What is due, by whoever is free. */
  private final class Pushes {
    private final double perSecond;
    private final long count;
    private final long room;
    private final long begin;
    private long pushed;

    Pushes(double perSecond, long count, long room, long begin) {
      this.perSecond = perSecond;
      this.count = count;
      this.room = room;
      this.begin = begin;
    }

    void goOn() {
      senders.forEach(Sender::look);
      proceed(System.nanoTime());
    }

    void proceed(long now) {
      long due =
          perSecond == 0 ? count : Math.min(count, (long) ((now - begin) / 1e9 * perSecond) + 1);
      for (int i = 0; i < senders.size() && pushed < due; i++) {
        if (!senders.get(i).isBusy() && ledger.onTheirWay() < room) {
          senders.get(i).push();
          pushed++;
        }
      }
    }
  }

  private void awaitAll() {
    long begin = System.nanoTime();
    while (senders.stream().anyMatch(Sender::isBusy)
        || ledger.missing() > 0
        || census.dialling > 0) {
      loop.turn(10);
      long quiet = System.nanoTime() - Math.max(begin, ledger.last());
      if (quiet > PATIENCE) {
        return;
      }
    }
    // Those that come twice come a little later.
    pause(20);
  }

  String census() {
    return census.report();
  }

  /** All leave. */
  String close() {
    members.forEach(member -> member.leave(true));
    return census.report();
  }
}
