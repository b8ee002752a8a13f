package io.wsgateway.bench.load;

import java.util.List;

/**
 * Members that leave, every other without a word, and come back at once; so many a second, one
 * after the other, of the latter half of all. One thread.
 */
final class Churn {
  private final List<Member> members;
  private final Ledger ledger;
  private final double perSecond;
  private long count;

  Churn(List<Member> members, Ledger ledger, double perSecond) {
    this.members = members;
    this.ledger = ledger;
    this.perSecond = perSecond;
  }

  /** Does what is due so long after the beginning. */
  void proceed(long nanos) {
    for (long due = (long) (nanos / 1e9 * perSecond); count < due; count++) {
      int half = members.size() / 2;
      int number = half + (int) (count % (members.size() - half));
      members.get(number).leave(count % 2 == 0);
      members.get(number).dial();
      ledger.comeBack(number);
    }
  }

  long count() {
    return count;
  }
}
