package io.wsgateway.core;

import io.wsgateway.config.ConfigurationException;
import io.wsgateway.config.GatewayConfig;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Says how this node is doing, and has it do what operators ask of it. Safe for any thread. */
final class OperationsDesk {
  private final Directory directory;
  private final Figures figures;
  private final Drain drain;
  private final Health health;
  private final GatewayConfig config;
  private final Audit audit;

  OperationsDesk(
      Directory directory,
      Figures figures,
      Drain drain,
      Health health,
      GatewayConfig config,
      Audit audit) {
    this.directory = directory;
    this.figures = figures;
    this.drain = drain;
    this.health = health;
    this.config = config;
    this.audit = audit;
  }

  /** The answer to a question of one of this desk's kinds. */
  Answer answer(Question question) {
    return switch (question.kind()) {
      case APPS -> apps(question.limit());
      case DRAIN -> drain(question);
      case RESUME -> resume(question);
      case FIGURES ->
          NodeRows.answer(NodeReport.of(figures, drain, health.isReady(), exchangeKind()));
      case CONFIGURATION -> ConfigRows.answer(config.report());
      case RELOAD -> reload(question.argument(0));
      default -> throw new IllegalArgumentException(question.kind() + " is for another desk");
    };
  }

  /** The apps that have connections here, and how many. */
  private Answer apps(int limit) {
    Map<String, Long> counts = new TreeMap<>();
    directory.destinations().stream()
        .filter(Destination.OfAll.class::isInstance)
        .map(Destination::app)
        .sorted()
        .limit(limit)
        .forEach(
            app -> counts.put(app, (long) directory.audience(new Destination.OfAll(app)).size()));
    return new Answer(
        true, List.copyOf(counts.keySet()), List.copyOf(counts.values()), Map.of(), "", "");
  }

  /** By whom, how long it waits in milliseconds, and at what pace; empty is as configured. */
  private Answer drain(Question question) {
    Duration wait = question.argument(1).isEmpty() ? config.drain().notice() : millis(question);
    int pace =
        question.argument(2).isEmpty()
            ? config.drain().pace()
            : Integer.parseInt(question.argument(2));
    drain.start(wait, pace);
    audit.changed("drain", "by", question.argument(0), "wait", wait.toMillis(), "pace", pace);
    return state();
  }

  private static Duration millis(Question question) {
    return Duration.ofMillis(Long.parseLong(question.argument(1)));
  }

  private Answer resume(Question question) {
    drain.resume();
    audit.changed("resume", "by", question.argument(0));
    return state();
  }

  private Answer reload(String by) {
    try {
      return ConfigRows.answer(config.reload(by));
    } catch (ConfigurationException e) {
      throw new GatewayException(ErrorCode.BAD_REQUEST, String.valueOf(e.getMessage()));
    }
  }

  private String exchangeKind() {
    return config.exchange().name().toLowerCase(Locale.ROOT);
  }

  private Answer state() {
    return Answer.names(List.of(drain.state().name()));
  }
}
