package io.wsgateway.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Chinese pages have the commands and outputs of the English ones, and as many sections. */
class TranslationsTest {
  private static final Path ENGLISH = Path.of("src/docs");
  private static final Path CHINESE = Path.of("src/docs/zh-CN");

  /** The index has no counterpart. */
  static Stream<MarkdownPage> translations() {
    return MarkdownPage.all().stream()
        .filter(page -> page.file().startsWith(CHINESE))
        .filter(page -> !page.file().equals(CHINESE.resolve("README.md")));
  }

  @ParameterizedTest
  @MethodSource("translations")
  void translation_hasTheCodeOfTheOriginal(MarkdownPage page) {
    MarkdownPage original = originalOf(page);

    assertThat(page.code()).isNotEmpty().isEqualTo(original.code());
    assertThat(page.prose().stream().filter(line -> line.startsWith("#")))
        .as("headings")
        .hasSameSizeAs(original.prose().stream().filter(line -> line.startsWith("#")).toList());
  }

  @Test
  void translations_areThereForWhatUsersOfTheOriginalsRead() {
    List<Path> files = translations().map(MarkdownPage::file).toList();

    assertThat(files).contains(CHINESE.resolve("quick-start.md"));
    MarkdownPage.all().stream()
        .map(MarkdownPage::file)
        .filter(file -> file.startsWith(ENGLISH.resolve("moving-in")))
        .forEach(file -> assertThat(files).contains(CHINESE.resolve(ENGLISH.relativize(file))));
  }

  @Test
  void code_isFenced_orIndentedAfterABlankLine() {
    MarkdownPage page =
        MarkdownPage.of(
            Path.of("x.md"),
            List.of(
                "# A",
                "",
                "text",
                "    goes on",
                "",
                "    a",
                "",
                "    b",
                "```",
                "c",
                "",
                "d",
                "```"));

    assertThat(page.code()).containsExactly("    a\n\n    b", "```\nc\n\nd\n```");
  }

  private static MarkdownPage originalOf(MarkdownPage page) {
    return MarkdownPage.read(ENGLISH.resolve(CHINESE.relativize(page.file())));
  }
}
