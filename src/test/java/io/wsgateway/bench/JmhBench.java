package io.wsgateway.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * What JMH measures in a process of its own: encoding, or the rounds of a lane. The profile bench
 * compiles it, from {@code src/jmh}.
 */
final class JmhBench implements Bench {
  private static final int FORKS = 2;
  private static final int WARM_UP = 3;
  private static final int ITERATIONS = 5;

  /** As many outboxes has a lane there. */
  private static final int OUTBOXES = 1000;

  private final String name;
  private final String included;

  private JmhBench(String name, String included) {
    this.name = name;
    this.included = included;
  }

  static JmhBench encode() {
    return new JmhBench("jmh/encode", "EncodeJmh");
  }

  static JmhBench lane() {
    return new JmhBench("jmh/lane", "LaneJmh");
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Table run() {
    Path file = Path.of("target", included + ".csv");
    Program.output(
        List.of(
            Path.of(System.getProperty("java.home"), "bin/java").toString(),
            "-cp",
            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
            "org.openjdk.jmh.Main",
            included,
            "-f" + FORKS,
            "-wi",
            String.valueOf(WARM_UP),
            "-i",
            String.valueOf(ITERATIONS),
            "-w1",
            "-r1",
            "-rfcsv",
            "-rff",
            file.toString()));
    return table(read(file));
  }

  private static List<String> read(Path file) {
    try {
      List<String> lines = Files.readAllLines(file);
      return lines.subList(1, lines.size());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Of a line are the fifth and sixth the score and its error, and from the eighth parameters. */
  private Table table(List<String> lines) {
    boolean isLane = included.equals("LaneJmh");
    Table table =
        new Table(
            isLane ? "Outboxes in a round of a lane" : "Encoding a publication",
            "JMH, "
                + FORKS
                + " processes of "
                + ITERATIONS
                + " seconds each after "
                + WARM_UP
                + " to warm up; the mean and the error at 99.9 %. "
                + (isLane
                    ? "Nanoseconds for each message added to each of 1000 outboxes, and its share"
                        + " of the flush and of what the completion does."
                    : "Nanoseconds for one publication and dialect, whatever number of clients."),
            isLane ? "messages taken together" : "dialect, bytes",
            "nanoseconds");
    for (String line : lines) {
      String[] cells = line.replace("\"", "").split(",", -1);
      String parameters = String.join(", ", List.of(cells).subList(7, cells.length));
      double share = isLane ? OUTBOXES * Double.parseDouble(cells[7]) : 1;
      table.row(
          parameters,
          String.format(
              Locale.ROOT,
              "%.1f ± %.1f",
              Double.parseDouble(cells[4]) / share,
              Double.parseDouble(cells[5]) / share));
    }
    return table;
  }
}
