package io.wsgateway.bench.load;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.BitSet;

/**
 * Who has sent what, and who has got it: each sender numbers what it sends to each destination, and
 * on each connection the numbers of one sender to one destination must come in order, none missing
 * and none twice. One thread.
 */
final class Ledger {
  /** Whatever number comes is the first. */
  private static final int ANY = -1;

  /** Nothing is expected, because the member is away. */
  private static final int NONE = -2;

  private final LoadPlan plan;
  private final int[] sent;
  private final int[] expected;
  private final BitSet reached = new BitSet();
  private final Latencies latencies = new Latencies();
  private long owed;
  private long delivered;
  private long skipped;
  private long repeated;
  private long other;
  private long last = System.nanoTime();

  Ledger(LoadPlan plan) {
    this.plan = plan;
    sent = new int[plan.destinations() * plan.senders()];
    expected = new int[plan.members() * plan.joins() * plan.senders()];
    Arrays.fill(expected, ANY);
  }

  /** The number of what a sender sends next to a destination. */
  int number(int sender, int destination) {
    int place = destination * plan.senders() + sender;
    int number = sent[place];
    sent[place] = Stamp.next(number);
    owed += plan.audience();
    return number;
  }

  /** What was sent last was refused: nobody gets it, and the number is used again. */
  void takeBack(int sender, int destination) {
    int place = destination * plan.senders() + sender;
    sent[place] = Stamp.previous(sent[place]);
    owed -= plan.audience();
  }

  /** A message has come, which stands in the buffer. */
  void receive(int member, ByteBuffer in, int at, int size, long now) {
    int text = at + plan.before();
    if (size != plan.messageSize() || !Stamp.isWhole(in, text, plan.size())) {
      other++;
      return;
    }
    int destination = Stamp.destination(in, text);
    int place = plan.place(member, destination);
    if (place < 0) {
      other++;
      return;
    }
    place += member * plan.joins();
    int sender = Stamp.sender(in, text);
    if (sender == Stamp.PROBE) {
      reached.set(place);
      return;
    }
    if (sender < 0 || sender >= plan.senders()) {
      other++;
      return;
    }
    check(place * plan.senders() + sender, Stamp.number(in, text));
    latencies.record(now - Stamp.time(in, text));
    delivered++;
    last = now;
  }

  private void check(int place, int number) {
    int wanted = expected[place];
    if (number != wanted && wanted >= 0) {
      int ahead = Stamp.distance(wanted, number);
      if (ahead < 0) {
        repeated++;
        return;
      }
      skipped += ahead;
    }
    expected[place] = Stamp.next(number);
  }

  /** From now on the first so many get all that is sent. */
  void begin(int members) {
    for (int member = 0; member < members; member++) {
      for (int place = 0; place < plan.joins(); place++) {
        for (int sender = 0; sender < plan.senders(); sender++) {
          expected[place(member, place, sender)] =
              sent[plan.destination(member, place) * plan.senders() + sender];
        }
      }
    }
  }

  /** It has left. */
  void leave(int member) {
    int size = plan.joins() * plan.senders();
    Arrays.fill(expected, member * size, (member + 1) * size, NONE);
  }

  /** It comes back, at an unknown moment; whether anything reaches it is open again. */
  void comeBack(int member) {
    int size = plan.joins() * plan.senders();
    reached.clear(member * plan.joins(), (member + 1) * plan.joins());
    Arrays.fill(expected, member * size, (member + 1) * size, ANY);
  }

  /** How many messages that were sent have not come, as far as that can be known. */
  long missing() {
    long missing = 0;
    for (int member = 0; member < plan.members(); member++) {
      for (int place = 0; place < plan.joins(); place++) {
        for (int sender = 0; sender < plan.senders(); sender++) {
          int wanted = expected[place(member, place, sender)];
          if (wanted >= 0) {
            missing +=
                Stamp.distance(
                    wanted, sent[plan.destination(member, place) * plan.senders() + sender]);
          }
        }
      }
    }
    return missing;
  }

  private int place(int member, int place, int sender) {
    return (member * plan.joins() + place) * plan.senders() + sender;
  }

  /** How many deliveries are on their way. */
  long onTheirWay() {
    return owed - delivered;
  }

  /** Forgets how long things took and how many they were, but not what has to come next. */
  void restart() {
    latencies.clear();
    owed = 0;
    delivered = 0;
    skipped = 0;
    repeated = 0;
    other = 0;
  }

  /** Whether a destination has to be tried again: somebody in it was not reached yet. */
  BitSet reached() {
    return reached;
  }

  long delivered() {
    return delivered;
  }

  /** When the last one came. */
  long last() {
    return last;
  }

  /** As words for whoever asked. */
  String report() {
    return "delivered="
        + delivered
        + " skipped="
        + skipped
        + " repeated="
        + repeated
        + " missing="
        + missing()
        + " other="
        + other
        + " p50="
        + latencies.percentile(50)
        + " p99="
        + latencies.percentile(99)
        + " max="
        + latencies.longest();
  }
}
