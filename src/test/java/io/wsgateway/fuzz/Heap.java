package io.wsgateway.fuzz;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What is alive in a server, as its JVM lists it.
 *
 * @param bytes by class
 * @param objects by class
 */
public record Heap(Map<String, Long> bytes, Map<String, Long> objects) {
  private static final Pattern LINE =
      Pattern.compile("\\s*\\d+:\\s+(\\d+)\\s+(\\d+)\\s+(\\S+)(?: \\(\\S+\\))?\\s*");

  /** From a file. */
  static Heap read(Path file) throws IOException {
    return parse(Files.readString(file));
  }

  /** From the JVM's list. */
  public static Heap parse(String histogram) {
    Map<String, Long> bytes = new TreeMap<>();
    Map<String, Long> objects = new TreeMap<>();
    histogram
        .lines()
        .map(LINE::matcher)
        .filter(Matcher::matches)
        .forEach(
            line -> {
              // A class may be there twice, of two loaders.
              objects.merge(line.group(3), Long.parseLong(line.group(1)), Long::sum);
              bytes.merge(line.group(3), Long.parseLong(line.group(2)), Long::sum);
            });
    if (bytes.isEmpty()) {
      throw new IllegalArgumentException("not a class histogram: " + histogram);
    }
    return new Heap(bytes, objects);
  }

  /** Of everything. */
  long size() {
    return bytes.values().stream().mapToLong(Long::longValue).sum();
  }

  /** How many live objects a class has. */
  public long count(String className) {
    return objects.getOrDefault(className, 0L);
  }

  /** By how many objects the classes of a package have grown since then, those by more than so. */
  Map<String, Long> grownSince(Heap before, String packageName, int allowance) {
    return objects.entrySet().stream()
        .filter(entry -> entry.getKey().startsWith(packageName))
        .filter(entry -> entry.getValue() - before.count(entry.getKey()) > allowance)
        .collect(
            Collectors.toMap(
                Map.Entry::getKey,
                entry -> entry.getValue() - before.count(entry.getKey()),
                Long::sum,
                TreeMap::new));
  }

  /** The classes that have grown most since then, a line each, for whoever looks for the leak. */
  String growthSince(Heap before) {
    return bytes.entrySet().stream()
        .map(
            entry ->
                Map.entry(
                    entry.getKey(),
                    entry.getValue() - before.bytes.getOrDefault(entry.getKey(), 0L)))
        .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
        .limit(15)
        .map(
            entry ->
                entry.getKey()
                    + " "
                    + entry.getValue()
                    + " bytes, "
                    + (count(entry.getKey()) - before.count(entry.getKey()))
                    + " objects")
        .collect(Collectors.joining("\n"));
  }
}
