package io.wsgateway.auth;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NamePatternTest {
  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "news, news, true",
        "news, News, false",
        "news, news2, false",
        "news, xnews, false",
        "*, '', true",
        "*, anything, true",
        "'', '', true",
        "'', x, false",
        "news-*, news-, true",
        "news-*, news-a-b, true",
        "news-*, news, false",
        "*-eu, news-eu, true",
        "*-eu, news-eu-x, false",
        "a*b*c, abc, true",
        "a*b*c, aXbXbXc, true",
        "a*b*c, aXbX, false",
        "**, x, true",
        "user-{user}, user-7, true",
        "user-{user}, user-77, false",
        "user-{user}, user-, false",
        "{user}-*, 7-x, true",
        "*{user}, abc7, true",
        "*{user}*{user}, 7-7, true",
        "*{user}*{user}, 7, false",
        "a.b, aXb, false",
        "[a]+(b), [a]+(b), true"
      })
  void matches(String pattern, String name, boolean expected) {
    assertThat(new NamePattern(pattern).matches(name, "7")).isEqualTo(expected);
  }

  @Test
  void matches_aUsersNameAsItIs() {
    assertThat(new NamePattern("user-{user}").matches("user-anybody", "*")).isFalse();
    assertThat(new NamePattern("user-{user}").matches("user-*", "*")).isTrue();
    assertThat(new NamePattern("{user}").matches("{user}", "x")).isFalse();
  }

  @Test
  void matches_nobodyWhereThereIsNoUser() {
    assertThat(new NamePattern("user-{user}").matches("user-", "")).isFalse();
    assertThat(new NamePattern("*{user}").matches("x", "")).isFalse();
    assertThat(new NamePattern("*").matches("x", "")).isTrue();
  }

  @Test
  void matches_inTimeThatOneCanWaitFor() {
    String pattern = "a*".repeat(100) + "b";
    String name = "a".repeat(10_000);

    Assertions.assertTimeout(
        Duration.ofSeconds(1),
        () -> assertThat(new NamePattern(pattern).matches(name, "")).isFalse());
  }
}
