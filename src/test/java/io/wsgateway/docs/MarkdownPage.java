package io.wsgateway.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A page of the documentation, as far as GitHub's Markdown matters here: fenced and indented blocks
 * of code, links, and the anchors of headings. Immutable.
 *
 * @param file where it is, from the root of the project
 */
record MarkdownPage(Path file, List<String> code, List<String> prose) {
  private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");
  private static final Pattern INLINE_CODE = Pattern.compile("`[^`]*`");
  private static final Pattern NO_ANCHOR = Pattern.compile("[^\\p{L}\\p{N}\\p{M} _-]");

  /** All pages of the project. */
  static List<MarkdownPage> all() {
    return Stream.of("README.md", ".github", "server-config", "src/docs")
        .flatMap(start -> walk(Path.of(start)))
        .filter(file -> file.toString().endsWith(".md"))
        .map(MarkdownPage::read)
        .toList();
  }

  private static Stream<Path> walk(Path start) {
    try (Stream<Path> files = Files.walk(start)) {
      return files.sorted().toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static MarkdownPage read(Path file) {
    try {
      return of(file, Files.readAllLines(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Blocks of code without the blank lines after them; everything else is prose. */
  static MarkdownPage of(Path file, List<String> lines) {
    List<String> code = new ArrayList<>();
    List<String> prose = new ArrayList<>();
    StringBuilder block = new StringBuilder();
    boolean fenced = false;
    boolean paragraph = false;
    for (String line : lines) {
      boolean fence = line.startsWith("```");
      if (fence && !fenced) {
        end(block, code);
      }
      boolean indented = line.startsWith("    ") && !paragraph;
      if (fenced || fence || indented || (line.isBlank() && !block.isEmpty())) {
        block.append(line).append('\n');
        paragraph = false;
      } else {
        end(block, code);
        prose.add(line);
        paragraph = !line.isBlank();
      }
      if (fence && fenced) {
        end(block, code);
      }
      fenced ^= fence;
    }
    end(block, code);
    return new MarkdownPage(file, List.copyOf(code), List.copyOf(prose));
  }

  private static void end(StringBuilder block, List<String> code) {
    if (!block.isEmpty()) {
      code.add(block.toString().stripTrailing());
      block.setLength(0);
    }
  }

  /** Where it links to, in the project and as it is written there. */
  List<String> relativeLinks() {
    return prose.stream()
        .map(line -> INLINE_CODE.matcher(line).replaceAll("``"))
        .flatMap(line -> LINK.matcher(line).results())
        .map((MatchResult link) -> link.group(1))
        .filter(link -> !link.matches("[a-z]+:.*"))
        .toList();
  }

  /** What GitHub calls its headings. */
  Set<String> anchors() {
    Set<String> anchors = new TreeSet<>();
    Map<String, Integer> seen = new HashMap<>();
    for (String line : prose) {
      if (line.matches("#{1,6} .*")) {
        String text = line.replaceFirst("#+ +", "").replaceAll("\\[([^]]*)]\\([^)]*\\)", "$1");
        String anchor =
            NO_ANCHOR.matcher(text.toLowerCase(Locale.ROOT)).replaceAll("").replace(' ', '-');
        int before = seen.merge(anchor, 1, Integer::sum) - 1;
        anchors.add(before == 0 ? anchor : anchor + "-" + before);
      }
    }
    return anchors;
  }

  @Override
  public String toString() {
    return file.toString();
  }
}
