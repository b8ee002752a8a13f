package io.wsgateway.wire;

import java.net.URI;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/**
 * The cases of one file, as they are to be played against one deployment: a test class returns
 * {@link #tests()} from its {@code @TestFactory}. Cases that cannot be played are no tests, so that
 * they do not look like passed ones; {@link #leftOut()} names them.
 */
public final class WireSuite {
  private final List<WireCase> cases;
  private final Set<Verdict> verdicts = EnumSet.allOf(Verdict.class);
  private final Map<String, URI> nodes = new LinkedHashMap<>();
  private final Map<String, String> variables = new HashMap<>();
  private final Map<String, Map.Entry<String, String>> needs = new HashMap<>();
  private final Map<String, String> settings = new HashMap<>();
  private final List<String> freshNames = new ArrayList<>();
  private boolean anyClose;
  private boolean slow = true;
  private boolean fast = true;
  private boolean oneNode = true;

  private WireSuite(List<WireCase> cases) {
    this.cases = cases;
  }

  /** All cases of {@code wire/NAME.json}, without any rule. */
  public static WireSuite of(String name) {
    return new WireSuite(WireCase.load(name));
  }

  /**
   * The contract of a dialect: the cases to keep, played by the rules that hold for all of them.
   *
   * @see #anyClose()
   */
  public static WireSuite contractOf(String dialect) {
    return of(dialect).verdicts(Verdict.KEEP, Verdict.STATUS).anyClose();
  }

  /** Plays only cases of these verdicts. */
  public WireSuite verdicts(Verdict... wanted) {
    verdicts.retainAll(Set.of(wanted));
    return this;
  }

  /**
   * Where the node of that name is; most cases know only {@code main}. A path is a prefix; one that
   * does not end in a slash is itself where the cases have {@code /}.
   */
  public WireSuite node(String name, URI address) {
    nodes.put(name, address);
    return this;
  }

  /** A value for <code>${name}</code> in steps, instead of one that a case brings itself. */
  public WireSuite variable(String name, String value) {
    variables.put(name, value);
    return this;
  }

  /** Replaces this name by a new one in every play; see {@link FreshName}. */
  public WireSuite freshName(String name) {
    freshNames.add(name);
    return this;
  }

  /**
   * Where the original dropped the connection without a close frame, takes any close: saying why is
   * better than just hanging up.
   */
  public WireSuite anyClose() {
    anyClose = true;
    return this;
  }

  /** Leaves out cases of more than five seconds. */
  public WireSuite withoutSlow() {
    slow = false;
    return this;
  }

  /** Leaves out all other cases. */
  public WireSuite onlySlow() {
    fast = false;
    return this;
  }

  /** Leaves out cases that one node can play alone. */
  public WireSuite betweenNodes() {
    oneNode = false;
    return this;
  }

  /** This case is to be played against deployments that have this setting, and no others. */
  public WireSuite needs(String caseName, String key, String value) {
    if (cases.stream().noneMatch(one -> one.name().equals(caseName))) {
      throw new IllegalArgumentException("no case named " + caseName);
    }
    needs.put(caseName, Map.entry(key, value));
    return this;
  }

  /** The deployment has this setting. */
  public WireSuite setting(String key, String value) {
    settings.put(key, value);
    return this;
  }

  /** One test per case that can be played, by its name, to be run in their order. */
  public Stream<DynamicTest> tests() {
    return toPlay().stream().map(one -> DynamicTest.dynamicTest(one.name(), () -> play(one)));
  }

  /**
   * The tests of all these suites, which all begin, each on a thread of its own, when the first is
   * run: for cases that mostly wait. They must not see each other.
   */
  public static Stream<DynamicTest> together(WireSuite... suites) {
    Map<String, Runnable> plays = new LinkedHashMap<>();
    for (WireSuite suite : suites) {
      for (WireCase one : suite.toPlay()) {
        if (plays.put(one.name(), () -> suite.play(one)) != null) {
          throw new IllegalArgumentException("two cases named " + one.name());
        }
      }
    }
    Together together = new Together(plays);
    return plays.keySet().stream()
        .map(name -> DynamicTest.dynamicTest(name, () -> together.await(name)));
  }

  /** The names of the cases that are tests, in their order. */
  public List<String> names() {
    return playable().stream().map(WireCase::name).toList();
  }

  /** The other cases, in their order. */
  public List<LeftOut> leftOut() {
    List<LeftOut> result = new ArrayList<>();
    for (WireCase one : cases) {
      reasonAgainst(one).ifPresent(reason -> result.add(new LeftOut(one.name(), reason)));
    }
    return result;
  }

  private List<WireCase> playable() {
    return cases.stream().filter(one -> reasonAgainst(one).isEmpty()).toList();
  }

  private List<WireCase> toPlay() {
    List<WireCase> played = playable();
    if (played.isEmpty()) {
      throw new IllegalStateException("nothing to play; left out: " + leftOut());
    }
    return played;
  }

  private void play(WireCase original) {
    WireCase played = original;
    for (String name : freshNames) {
      played = new FreshName(name).in(played);
    }
    CasePlayer.play(played, new Stage(played, nodes, variables, anyClose));
  }

  private Optional<LeftOut.Reason> reasonAgainst(WireCase one) {
    Map.Entry<String, String> need = needs.get(one.name());
    if (!verdicts.contains(one.verdict())) {
      return Optional.of(LeftOut.Reason.VERDICT);
    } else if (one.isFromSource()) {
      return Optional.of(LeftOut.Reason.FROM_SOURCE);
    } else if (!one.isScripted()) {
      return Optional.of(LeftOut.Reason.NOT_SCRIPTED);
    } else if (one.isDestructive()) {
      return Optional.of(LeftOut.Reason.DESTRUCTIVE);
    } else if (one.isSlow() && !slow) {
      return Optional.of(LeftOut.Reason.SLOW);
    } else if (!one.isSlow() && !fast) {
      return Optional.of(LeftOut.Reason.FAST);
    } else if (!nodes.keySet().containsAll(one.nodes()) || (!oneNode && one.nodes().size() < 2)) {
      return Optional.of(LeftOut.Reason.NODE);
    } else if (need == null && one.preparesRedis()) {
      return Optional.of(LeftOut.Reason.REDIS);
    } else if (need != null && !need.getValue().equals(settings.get(need.getKey()))) {
      return Optional.of(LeftOut.Reason.SETTING);
    }
    return Optional.empty();
  }
}
