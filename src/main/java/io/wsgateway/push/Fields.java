package io.wsgateway.push;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The members of a JSON object in an answer. Whatever is not there, or of another kind, is a {@link
 * MalformedAnswer}; members that nobody asks for are passed over, since answers may gain some.
 */
final class Fields {
  private final Map<?, ?> members;

  private Fields(Object value) {
    if (!(value instanceof Map<?, ?> object)) {
      throw new MalformedAnswer("expected an object in JSON");
    }
    members = object;
  }

  static Fields of(Object value) {
    return new Fields(value);
  }

  boolean has(String name) {
    return members.get(name) != null;
  }

  String text(String name) {
    return typed(name, members.get(name), String.class);
  }

  Optional<String> textIfAny(String name) {
    return has(name) ? Optional.of(text(name)) : Optional.empty();
  }

  boolean truth(String name) {
    return typed(name, members.get(name), Boolean.class);
  }

  long number(String name) {
    return typed(name, members.get(name), Long.class);
  }

  int count(String name) {
    long number = number(name);
    if (number < 0 || number > Integer.MAX_VALUE) {
      throw new MalformedAnswer("\"" + name + "\" is out of range");
    }
    return (int) number;
  }

  Fields object(String name) {
    return new Fields(typed(name, members.get(name), Map.class));
  }

  <T> List<T> list(String name, Function<Object, T> reader) {
    List<T> items = new ArrayList<>();
    for (Object item : typed(name, members.get(name), List.class)) {
      items.add(reader.apply(typed(name, item, Object.class)));
    }
    return Collections.unmodifiableList(items);
  }

  <T> List<T> objects(String name, Function<Fields, T> reader) {
    return list(name, item -> reader.apply(new Fields(item)));
  }

  /** Nodes that did not answer. */
  Set<Integer> missing() {
    return Collections.unmodifiableSet(
        new LinkedHashSet<>(
            list("missing", node -> Math.toIntExact(typed("missing", node, Long.class)))));
  }

  /** All of them, as texts. */
  Map<String, String> texts() {
    Map<String, String> texts = new LinkedHashMap<>();
    members.forEach(
        (name, value) ->
            texts.put((String) name, typed(String.valueOf(name), value, String.class)));
    return Collections.unmodifiableMap(texts);
  }

  /** A list's entry that is an id. */
  static Long id(Object item) {
    return typed("a list", item, Long.class);
  }

  /** A list's entry that is a name. */
  static String name(Object item) {
    return typed("a list", item, String.class);
  }

  private static <T> T typed(String name, @Nullable Object value, Class<T> type) {
    if (!type.isInstance(value)) {
      throw new MalformedAnswer(
          "\"" + name + "\" is " + (value == null ? "missing" : "of another kind than expected"));
    }
    return type.cast(value);
  }
}
