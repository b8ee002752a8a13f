package io.wsgateway.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every link of the documentation that stays in the project leads somewhere. */
class LinksTest {
  static List<MarkdownPage> pages() {
    return MarkdownPage.all();
  }

  @ParameterizedTest
  @MethodSource("pages")
  void links_leadToFilesAndHeadings(MarkdownPage page) {
    assertThat(page.relativeLinks()).allSatisfy(link -> assertThat(fault(page, link)).isNull());
  }

  /** A reader takes it in at one sitting; what is longer belongs on a page of its own. */
  @Test
  void readme_isShort() throws IOException {
    assertThat(Files.readAllLines(Path.of("README.md"))).hasSizeBetween(50, 150);
  }

  @Test
  void link_isFound_ifItsFileOrItsHeadingIsMissing() {
    MarkdownPage page =
        MarkdownPage.of(
            Path.of("README.md"),
            List.of(
                "# One", "", "[a](gone.md), [b](#one), `[c](gone.md)`, [d](#two)", "", "    e"));

    assertThat(page.relativeLinks()).containsExactly("gone.md", "#one", "#two");
    assertThat(fault(page, "gone.md")).contains("gone.md");
    assertThat(fault(page, "#one")).isNull();
    assertThat(fault(page, "#two")).contains("#two");
  }

  private static @Nullable String fault(MarkdownPage page, String link) {
    String[] parts = link.split("#", 2);
    Path folder = Optional.ofNullable(page.file().getParent()).orElse(Path.of(""));
    Path target = parts[0].isEmpty() ? page.file() : folder.resolve(parts[0]).normalize();
    if (!Files.exists(target)) {
      return page + " links to " + link + ", and there is no file " + target;
    }
    if (parts.length == 1) {
      return null;
    }
    MarkdownPage other = parts[0].isEmpty() ? page : MarkdownPage.read(target);
    return other.anchors().contains(parts[1])
        ? null
        : page + " links to " + link + ", and the headings there are " + other.anchors();
  }
}
