package io.wsgateway.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What a benchmark has found, for people to read. One thread. */
final class Table {
  private final String title;
  private final String how;
  private final List<List<String>> lines = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();

  /**
   * @param title a sentence
   * @param how what was measured, with which counts
   * @param columns the heading; the first column holds words, the others figures
   */
  Table(String title, String how, String... columns) {
    this.title = title;
    this.how = how;
    lines.add(List.of(columns));
  }

  /** One more row, of as many cells as the heading has. */
  Table row(String... cells) {
    if (cells.length != lines.get(0).size()) {
      throw new IllegalArgumentException(
          cells.length + " cells, but the heading has " + lines.get(0).size());
    }
    lines.add(List.of(cells));
    return this;
  }

  /** A sentence under it. */
  Table note(String sentence) {
    notes.add(sentence);
    return this;
  }

  /** As Markdown, columns aligned so that it is also readable as it stands. */
  String markdown() {
    List<Integer> widths =
        IntStream.range(0, lines.get(0).size())
            .mapToObj(i -> lines.stream().mapToInt(line -> line.get(i).length()).max().orElse(0))
            .toList();
    List<String> text = new ArrayList<>();
    text.add("### " + title + "\n\n" + how + "\n");
    text.add(line(lines.get(0), widths));
    text.add(
        IntStream.range(0, widths.size())
            .mapToObj(i -> i == 0 ? "-".repeat(widths.get(i)) : "-".repeat(widths.get(i) - 1) + ":")
            .collect(Collectors.joining(" | ", "| ", " |")));
    lines.stream().skip(1).forEach(line -> text.add(line(line, widths)));
    notes.forEach(note -> text.add("\n" + note));
    return String.join("\n", text) + "\n";
  }

  private static String line(List<String> cells, List<Integer> widths) {
    return IntStream.range(0, cells.size())
        .mapToObj(i -> pad(cells.get(i), widths.get(i), i == 0))
        .collect(Collectors.joining(" | ", "| ", " |"));
  }

  private static String pad(String cell, int width, boolean left) {
    String blank = " ".repeat(width - cell.length());
    return left ? cell + blank : blank + cell;
  }
}
