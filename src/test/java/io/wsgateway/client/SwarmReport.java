package io.wsgateway.client;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How the connections of a {@link Swarm} fare at one moment. Counts of messages leave out the
 * connections that the test itself has dropped.
 *
 * @param opening not open yet, also those whose turn to dial has not come
 * @param failed never open: refused, or not answered with 101
 * @param closed open once, and ended by the server
 * @param dropped ended by the test
 * @param closeCodes how many connections the server ended with which code; 1006 stands for no close
 *     frame at all
 * @param least how many text messages the connection with the fewest has received
 * @param most how many the connection with the most has received
 * @param received how many all have received together
 * @param missing numbers that never came though higher ones did
 * @param duplicates numbers that came more than once
 * @param late numbers that came after a higher one
 * @param wrong messages that were not what {@link Swarm#expecting} said, or not text
 * @param examples some of the connections that give reason to complain, in words
 */
public record SwarmReport(
    int size,
    int opening,
    int open,
    int failed,
    int closed,
    int dropped,
    SortedMap<Integer, Integer> closeCodes,
    int least,
    int most,
    long received,
    int missing,
    int duplicates,
    int late,
    int wrong,
    List<String> examples) {
  private static final int EXAMPLES = 5;

  /** Both together. */
  SwarmReport plus(SwarmReport other) {
    SortedMap<Integer, Integer> codes = new TreeMap<>(closeCodes);
    other.closeCodes.forEach((code, count) -> codes.merge(code, count, Integer::sum));
    List<String> complaints = new ArrayList<>(examples);
    complaints.addAll(other.examples);
    return new SwarmReport(
        size + other.size,
        opening + other.opening,
        open + other.open,
        failed + other.failed,
        closed + other.closed,
        dropped + other.dropped,
        codes,
        Math.min(least, other.least),
        Math.max(most, other.most),
        received + other.received,
        missing + other.missing,
        duplicates + other.duplicates,
        late + other.late,
        wrong + other.wrong,
        complaints.subList(0, Math.min(EXAMPLES, complaints.size())));
  }

  /** Whether every connection is open. */
  public boolean allOpen() {
    return open == size;
  }

  /** Whether every connection has received exactly so many text messages. */
  public boolean eachReceived(int count) {
    return least == count && most == count;
  }

  /** Whether nothing is missing, doubled, late or wrong. */
  public boolean isFaultless() {
    return missing + duplicates + late + wrong == 0;
  }
}
