package io.wsgateway.exchange;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * What this node has claimed of what is due, until Redis knows that it is done. Bounded: there is
 * room for more only while little is under way. Safe for any thread.
 */
final class Claims {
  private static final int MAX_ENTRIES = 256;
  private static final long MAX_BYTES = 4 << 20;

  private final long leaseNanos;
  private final LongSupplier nanoClock;
  private final Map<String, Claim> claims = new HashMap<>();
  private long bytes;

  /** How far a claim is. */
  private enum State {
    /** A receiver has it. */
    GIVEN,
    /** The receiver is done. */
    DONE,
    /** Redis is being told. */
    TOLD
  }

  private record Claim(State state, int size, long end) {}

  Claims(Duration lease, LongSupplier nanoClock) {
    leaseNanos = lease.toNanos();
    this.nanoClock = nanoClock;
  }

  /** How many more entries may be claimed. */
  synchronized int room() {
    long now = nanoClock.getAsLong();
    for (String member : new ArrayList<>(claims.keySet())) {
      Claim claim = claims.get(member);
      // Redis gives it to somebody else by now.
      if (claim != null && claim.state() == State.GIVEN && claim.end() - now <= 0) {
        end(member);
      }
    }
    return bytes >= MAX_BYTES ? 0 : Math.max(0, MAX_ENTRIES - claims.size());
  }

  /** An entry has been claimed; false if the receiver is done with it already. */
  synchronized boolean begin(String member, int size) {
    Claim before = claims.get(member);
    if (before != null && before.state() != State.GIVEN) {
      return false;
    }
    put(member, new Claim(State.GIVEN, size, nanoClock.getAsLong() + leaseNanos));
    return true;
  }

  /** The receiver is done with an entry; Redis has to be told. */
  synchronized void done(String member) {
    put(member, new Claim(State.DONE, 0, 0));
  }

  /** Takes what Redis has to be told. */
  synchronized List<String> takeDone() {
    List<String> done = new ArrayList<>();
    claims.forEach(
        (member, claim) -> {
          if (claim.state() == State.DONE) {
            done.add(member);
          }
        });
    done.forEach(member -> put(member, new Claim(State.TOLD, 0, 0)));
    return done;
  }

  /** There is no more to do for an entry here. */
  synchronized void end(String member) {
    Claim ended = claims.remove(member);
    bytes -= ended == null ? 0 : ended.size();
  }

  synchronized boolean isEmpty() {
    return claims.isEmpty();
  }

  private void put(String member, Claim claim) {
    end(member);
    claims.put(member, claim);
    bytes += claim.size();
  }
}
