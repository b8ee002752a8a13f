package io.wsgateway.auth;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OriginsTest {
  @Test
  void origins_areThoseThatAreListedNow() {
    AtomicReference<List<String>> listed = new AtomicReference<>(List.of("https://shop.example"));
    Origins origins = new Origins(listed::get);
    assertThat(origins.allow("https://shop.example")).isTrue();

    listed.set(List.of("https://*.shop.example"));

    assertThat(origins.allow("https://shop.example")).isFalse();
    assertThat(origins.allow("https://a.shop.example")).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "*, https://anything.example, true",
    "https://shop.example, https://shop.example, true",
    "https://shop.example, https://SHOP.example, true",
    "https://shop.example, http://shop.example, false",
    "https://shop.example, https://shop.example.evil.example, false",
    "https://shop.example, https://shop.example:8443, false",
    "https://*.shop.example, https://www.shop.example, true",
    "https://*.shop.example, https://a.b.shop.example, true",
    "https://*.shop.example, https://shop.example, false",
    "https://*.shop.example, https://evil.example/.shop.example, false",
    "https://*.shop.example, https://evil.example#.shop.example, false",
    "https://*.shop.example, https://evilshop.example, false",
    "http://localhost:*, http://localhost:3000, true",
    "https://shop.example, null, false",
  })
  void allow_followsThePattern(String pattern, String origin, boolean allowed) {
    assertThat(new Origins(() -> List.of(pattern)).allow(origin)).isEqualTo(allowed);
  }

  @org.junit.jupiter.api.Test
  void allow_withoutOrigin_letsProgramsIn() {
    assertThat(new Origins(() -> List.of("https://shop.example")).allow(null)).isTrue();
    assertThat(new Origins(List::of).allow("https://shop.example")).isFalse();
  }
}
