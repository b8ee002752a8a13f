package io.wsgateway.client;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Adds up the members of a swarm. Each loop's thread adds its own, one thread at a time. */
final class SwarmCensus {
  private static final int EXAMPLES = 5;

  private final int[] states = new int[SwarmMember.State.values().length];
  private final SortedMap<Integer, Integer> closeCodes = new TreeMap<>();
  private final List<String> examples = new ArrayList<>();
  private int least = Integer.MAX_VALUE;
  private int most;
  private long received;
  private int missing;
  private int duplicates;
  private int late;
  private int wrong;

  void add(SwarmMember member) {
    states[member.state().ordinal()]++;
    if (member.state() == SwarmMember.State.CLOSED) {
      closeCodes.merge(member.closeCode(), 1, Integer::sum);
    }
    if (member.state() != SwarmMember.State.DROPPED) {
      add(member.tally());
    }
    if (examples.size() < EXAMPLES) {
      String complaint = member.complaint();
      if (!complaint.isEmpty()) {
        examples.add(complaint);
      }
    }
  }

  private void add(SwarmTally tally) {
    least = Math.min(least, tally.texts());
    most = Math.max(most, tally.texts());
    received += tally.texts();
    missing += tally.numbering().missing();
    duplicates += tally.numbering().duplicates();
    late += tally.numbering().late();
    wrong += tally.wrong();
  }

  SwarmReport report(int size) {
    return new SwarmReport(
        size,
        states[SwarmMember.State.OPENING.ordinal()],
        states[SwarmMember.State.OPEN.ordinal()],
        states[SwarmMember.State.FAILED.ordinal()],
        states[SwarmMember.State.CLOSED.ordinal()],
        states[SwarmMember.State.DROPPED.ordinal()],
        closeCodes,
        least,
        most,
        received,
        missing,
        duplicates,
        late,
        wrong,
        examples);
  }
}
