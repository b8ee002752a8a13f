package io.wsgateway.core;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * An {@link Answer} that tells of several things, each a row of texts by their names: the names and
 * texts in turn are the answer's names, how many each row has its numbers. A node leaves out what
 * it does not know of the rows of a newer one, and does without what an older one does not tell.
 */
final class Rows {
  private static final String KIND = "row";

  private Rows() {}

  /** One thing. Fluent; for one thread. */
  static final class Row {
    private final Map<String, String> texts = new LinkedHashMap<>();

    private Row() {}

    static Row of(String kind) {
      return new Row().with(KIND, kind);
    }

    /** With a text, or anything that has a text; nothing if that is null. */
    Row with(String name, @Nullable Object value) {
      if (value != null) {
        texts.put(name, value.toString());
      }
      return this;
    }

    /** With several texts under one name, in their order. */
    Row withAll(String name, Collection<String> values) {
      int i = 0;
      for (String value : values) {
        texts.put(name + "." + i++, value);
      }
      return this;
    }

    /** With texts by names of their own. */
    Row withMap(String name, Map<String, ?> values) {
      values.forEach((key, value) -> texts.put(name + "=" + key, value.toString()));
      return this;
    }

    boolean is(String kind) {
      return kind.equals(texts.get(KIND));
    }

    @Nullable String text(String name) {
      return texts.get(name);
    }

    String text(String name, String otherwise) {
      return texts.getOrDefault(name, otherwise);
    }

    /** A number; 0 if there is none. */
    long number(String name) {
      try {
        return Long.parseLong(texts.getOrDefault(name, "0"));
      } catch (NumberFormatException e) {
        return 0;
      }
    }

    /** A number that need not be whole; 0 if there is none. */
    double decimal(String name) {
      try {
        return Double.parseDouble(texts.getOrDefault(name, "0"));
      } catch (NumberFormatException e) {
        return 0;
      }
    }

    boolean flag(String name) {
      return Boolean.parseBoolean(texts.get(name));
    }

    List<String> all(String name) {
      List<String> all = new ArrayList<>();
      for (String value = texts.get(name + ".0");
          value != null;
          value = texts.get(name + "." + all.size())) {
        all.add(value);
      }
      return all;
    }

    Map<String, String> map(String name) {
      Map<String, String> map = new TreeMap<>();
      String start = name + "=";
      texts.forEach(
          (key, value) -> {
            if (key.startsWith(start)) {
              map.put(key.substring(start.length()), value);
            }
          });
      return map;
    }
  }

  /** The answer that tells of them. */
  static Answer answer(List<Row> rows) {
    List<String> names = new ArrayList<>();
    List<Long> sizes = new ArrayList<>();
    for (Row row : rows) {
      row.texts.forEach(
          (name, text) -> {
            names.add(name);
            names.add(text);
          });
      sizes.add((long) row.texts.size());
    }
    return new Answer(true, names, sizes, Map.of(), "", "");
  }

  /** What an answer tells of; what is no row is left out. */
  static List<Row> of(Answer answer) {
    List<Row> rows = new ArrayList<>();
    List<String> names = answer.names();
    int at = 0;
    for (long size : answer.numbers()) {
      if (size < 0 || size > (names.size() - at) / 2) {
        break;
      }
      Row row = new Row();
      for (int i = 0; i < size; i++) {
        row.texts.put(names.get(at), names.get(at + 1));
        at += 2;
      }
      rows.add(row);
    }
    return rows;
  }
}
