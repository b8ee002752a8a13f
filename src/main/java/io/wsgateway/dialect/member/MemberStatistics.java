package io.wsgateway.dialect.member;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * How many clients of this node have subscribed each topic: connections of public ones, different
 * members of private ones. Safe for any thread; every method takes a moment, {@link #text} as long
 * as there are names.
 *
 * <p>As in the original, a topic that was once subscribed stays listed with 0. The original never
 * forgets one, so that anybody can fill its memory with names; here the {@value #MAX_EMPTY} that
 * became empty last are kept. Topics with subscribers are always listed: their number has a bound
 * in what connections may subscribe.
 */
@ApplicationScoped
public class MemberStatistics {
  static final int MAX_EMPTY = 10_000;

  private final Map<String, Integer> counts = new HashMap<>();
  private final Set<String> empty = new LinkedHashSet<>();
  private final Map<PrivateSubscriber, Integer> connections = new HashMap<>();

  private record PrivateSubscriber(String topic, String user) {}

  /** A connection has subscribed a public topic. */
  public synchronized void joined(String topic) {
    empty.remove(topic);
    counts.merge(topic, 1, Integer::sum);
  }

  /** A connection that joined is closed. */
  public synchronized void left(String topic) {
    if (counts.merge(topic, -1, Integer::sum) == 0) {
      empty.add(topic);
      if (empty.size() > MAX_EMPTY) {
        Iterator<String> oldest = empty.iterator();
        counts.remove(oldest.next());
        oldest.remove();
      }
    }
  }

  /** A connection of a user has subscribed a private topic. */
  public synchronized void joined(String topic, String user) {
    if (connections.merge(new PrivateSubscriber(topic, user), 1, Integer::sum) == 1) {
      joined(topic);
    }
  }

  /** A connection that joined in that user's name is closed. */
  public synchronized void left(String topic, String user) {
    PrivateSubscriber subscriber = new PrivateSubscriber(topic, user);
    if (connections.merge(subscriber, -1, Integer::sum) == 0) {
      connections.remove(subscriber);
      left(topic);
    }
  }

  /** A line {@code NAME COUNT} for each topic, in no order. */
  public synchronized String text() {
    StringBuilder lines = new StringBuilder();
    counts.forEach(
        (topic, count) -> lines.append(topic).append(' ').append(count.intValue()).append('\n'));
    return lines.toString();
  }
}
