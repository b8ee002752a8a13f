package io.wsgateway.dialect.raw;

import static java.util.stream.Collectors.joining;

import io.wsgateway.config.ConfigurationException;
import io.wsgateway.config.GatewayConfig;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;

/** Finds the application that {@code gateway.raw.application} names, among all beans. */
@ApplicationScoped
public class RawApplications {
  private static final String NONE = "none";

  @Inject private GatewayConfig config;
  @Inject private Instance<RawApplication> beans;
  private Optional<RawApplication> chosen = Optional.empty();

  /** Looks at once when the gateway is deployed, so that a name that nobody has stops that. */
  public void start(@Observes @Initialized(ApplicationScoped.class) Object deployed) {
    // Being called is enough: it has been constructed.
  }

  @PostConstruct
  void choose() {
    chosen = named(config.raw().application(), beans.stream().toList());
  }

  /** Who answers clients; nobody if there are only observers of CDI events. */
  public Optional<RawApplication> chosen() {
    return chosen;
  }

  /** The one of that name. */
  static Optional<RawApplication> named(String name, List<RawApplication> candidates) {
    if (name.equals(NONE)) {
      return Optional.empty();
    }
    List<RawApplication> found =
        candidates.stream().filter(one -> one.name().equals(name)).toList();
    if (found.size() == 1) {
      return Optional.of(found.get(0));
    }
    String problem =
        found.isEmpty()
            ? "expected "
                + candidates.stream().map(RawApplication::name).sorted().collect(joining(", "))
                + " or none; an application of yours is a CDI bean that implements "
                + RawApplication.class.getName()
            : "but " + found.size() + " beans are called that; give each a name of its own";
    throw new ConfigurationException(
        List.of("gateway.raw.application is '" + name + "', " + problem));
  }
}
