package io.wsgateway.fuzz;

import io.wsgateway.server.GatewayWar;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import org.assertj.core.api.SoftAssertions;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;

/**
 * Thousands of random and mutated frames for every dialect, and as many requests for every API:
 * clients see no error of the server's, nobody but the sender is affected, and nothing is left.
 *
 * <p>A build plays two thousand of each, the same every time. {@code -Dfuzz.count=10000} plays
 * more, {@code -Dfuzz.seed=} half of them from a new seed, which is printed, {@code -Dfuzz.seed=N}
 * repeats one, {@code -Dfuzz.targets=reg,REST} plays only some.
 */
@ArquillianTest
@RunAsClient
class FuzzIT {
  private static final long FIXED_SEED = 20261121;
  private static final int COUNT = Integer.getInteger("fuzz.count", 10_000);
  private static final int OBJECTS_ALLOWANCE = 10;
  private static final long HEAP_ALLOWANCE = 2 << 20;

  /**
   * Payara keeps requests, with their buffers, of connections that ended badly; about a hundred of
   * them, whatever the number of connections, and the handshakes among them with our wrapper.
   */
  private static final long KEPT_BY_PAYARA = 8 << 20;

  private static final String KEPT_WRAPPER = "io.wsgateway.dialect.HandshakeRequest";

  /** Who the client is, as a handshake tells it. */
  private static final Set<String> KEPT_IN_WRAPPER =
      Set.of(
          "io.wsgateway.core.Visitor",
          "io.wsgateway.core.Identity",
          "io.wsgateway.dialect.vein.VeinAccount");

  /** What went wrong for clients of late is kept, so much of it. */
  private static final String NOTED = "io.wsgateway.core.Incident";

  private static final int MOST_NOTED = 2_000;

  @ArquillianResource private URI base;

  /** All dialects in one app, and short times, after which what was said is to be forgotten. */
  @Deployment
  static WebArchive war() {
    Map<String, String> settings = new HashMap<>();
    settings.put("gateway.apps", ProperClients.APP);
    settings.put("gateway.app." + ProperClients.APP + ".secret", ProperClients.SECRET);
    for (String dialect : new String[] {"gm", "member", "raw"}) {
      settings.put("gateway." + dialect + ".app", ProperClients.APP);
    }
    for (String dialect : new String[] {"reg", "gm", "member", "vein"}) {
      settings.put(
          "gateway." + dialect + ".max-message-size", String.valueOf(SocketTargets.LARGEST));
    }
    for (String dialect : new String[] {"raw", "vein"}) {
      settings.put("gateway." + dialect + ".ping-interval", "2s");
      settings.put("gateway." + dialect + ".pong-timeout", "8s");
    }
    settings.put("gateway.raw.application", "chat");
    settings.put("gateway.gm.ping-interval", "2s");
    settings.put("gateway.gm.auth-timeout", "6s");
    settings.put("gateway.gm.idle-timeout", "20s");
    settings.put("gateway.member.auth-timeout", "6s");
    settings.put("gateway.vein.replay-window", "2s");
    settings.put("gateway.api.idempotency-window", "2s");
    settings.put("gateway.schedules.max-delay", "5s");
    settings.put("gateway.membership.retention", "8s");
    settings.put("gateway.name.max-length", "50");
    // What is sent here comes as fast as it can.
    settings.put("gateway.limit.messages", "0");
    settings.put("gateway.limit.bytes", "0");
    settings.put("gateway.limit.unauthenticated-time", "8s");
    return GatewayWar.atRoot(settings).addClasses(InsideServlet.class, LogWatch.class);
  }

  @Test
  void badInput_isAnswered_andCostsNobodyElseAnything_andLeavesNothing() throws IOException {
    Findings findings = new Findings();
    Inside inside = new Inside(base);
    Campaign campaign = new Campaign(base, findings);

    campaign.play(COUNT / 5, FIXED_SEED + 1);
    Path first = inside.settled("before", 0);
    long enough = Heap.read(first).size() + HEAP_ALLOWANCE;
    long fresh = ThreadLocalRandom.current().nextInt(1, Integer.MAX_VALUE);
    campaign.play(COUNT / 2, Long.getLong("fuzz.seed", FIXED_SEED));
    campaign.play(COUNT - COUNT / 2, Long.getLong("fuzz.seed", fresh));
    Path last = inside.settled("after", enough);
    Heap before = Heap.read(first);
    Heap after = Heap.read(last);

    SoftAssertions all = new SoftAssertions();
    all.assertThat(findings.all()).as("findings").isEmpty();
    all.assertThat(inside.complaints()).as("complaints in the log").isEmpty();
    all.assertThat(inside.connections()).as("connections that are counted").isZero();
    all.assertThat(after.count(Inside.CONNECTION)).as("connections that are left").isZero();
    Map<String, Long> left = after.grownSince(before, "io.wsgateway.", OBJECTS_ALLOWANCE);
    left.remove(KEPT_WRAPPER);
    left.computeIfPresent(NOTED, (name, more) -> after.count(NOTED) > MOST_NOTED ? more : null);
    long wrappers = after.count(KEPT_WRAPPER);
    KEPT_IN_WRAPPER.forEach(
        kept -> left.computeIfPresent(kept, (name, more) -> more > wrappers ? more : null));
    all.assertThat(left).as("objects of the gateway that are left").isEmpty();
    all.assertThat(after.size() - before.size())
        .as("growth of the live heap, most of it in\n" + after.growthSince(before))
        .isLessThan(HEAP_ALLOWANCE + (after.count(KEPT_WRAPPER) == 0 ? 0 : KEPT_BY_PAYARA));
    all.assertAll();
  }
}
