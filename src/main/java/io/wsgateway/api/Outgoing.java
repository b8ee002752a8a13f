package io.wsgateway.api;

import io.wsgateway.api.InvalidBody.Fault;
import io.wsgateway.core.Destination;
import io.wsgateway.core.Gateway;
import io.wsgateway.core.GatewayException;
import io.wsgateway.core.Payload;
import io.wsgateway.core.PublishOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A message that can be published: all its names are checked.
 *
 * @param to one or more
 */
record Outgoing(List<Destination> to, Payload payload, PublishOptions options) {

  /**
   * What a body says that keeps its constraints.
   *
   * @throws InvalidBody naming the name that cannot be one
   */
  static Outgoing of(MessageBody body, Gateway gateway, String app) {
    Function<String, Destination> user = name -> gateway.toUser(app, name);
    Function<String, Destination> topic = name -> gateway.toTopic(app, name);
    Function<Long, Destination> connection = id -> gateway.toConnection(app, id);
    TargetBody to = body.to();
    List<Destination> destinations = new ArrayList<>(1);
    if (to != null) {
      add(destinations, "to.user", to.user(), user);
      addAll(destinations, "to.users", to.users(), user);
      add(destinations, "to.topic", to.topic(), topic);
      addAll(destinations, "to.topics", to.topics(), topic);
      add(destinations, "to.connection", to.connection(), connection);
      addAll(destinations, "to.connections", to.connections(), connection);
      if (to.all() != null) {
        destinations.add(gateway.toAll(app));
      }
    }
    return new Outgoing(destinations, payload(body), options(body, user));
  }

  /** The same, said by that caller. */
  Outgoing by(String caller) {
    return new Outgoing(to, payload, options.by(caller));
  }

  private static Payload payload(MessageBody body) {
    if (body.binary() != null) {
      return body.binary();
    }
    return Payload.text(body.text() == null ? "" : body.text());
  }

  private static PublishOptions options(MessageBody body, Function<String, Destination> user) {
    MessageBody.ExceptBody except = body.except();
    if (body.from() == null && except == null) {
      return PublishOptions.NONE;
    }
    List<Destination> checked = new ArrayList<>();
    add(checked, "from", body.from(), user);
    PublishOptions options = PublishOptions.NONE.from(body.from());
    if (except == null) {
      return options;
    }
    addAll(checked, "except.users", except.users(), user);
    return new PublishOptions(
        options.sender(), set(except.connections()), set(except.users()), options.attributes());
  }

  private static <T> Set<T> set(@Nullable List<T> list) {
    return list == null ? Set.of() : Set.copyOf(list);
  }

  private static <T> void addAll(
      List<Destination> all,
      String field,
      @Nullable List<T> names,
      Function<T, Destination> checked) {
    for (int i = 0; names != null && i < names.size(); i++) {
      add(all, field + "[" + i + "]", names.get(i), checked);
    }
  }

  private static <T> void add(
      List<Destination> all, String field, @Nullable T name, Function<T, Destination> checked) {
    if (name == null) {
      return;
    }
    try {
      all.add(checked.apply(name));
    } catch (GatewayException e) {
      throw new InvalidBody(e.code(), List.of(new Fault(field, "cannot be: " + e.getMessage())));
    }
  }
}
