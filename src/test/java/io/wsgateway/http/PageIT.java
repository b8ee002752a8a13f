package io.wsgateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.wsgateway.client.HttpAnswer;
import io.wsgateway.client.HttpCalls;
import io.wsgateway.server.GatewayWar;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The pages and their parts as HTTP answers; what they do is for {@link PageBrowserIT} and {@link
 * ApiPageBrowserIT}.
 */
@ArquillianTest
@RunAsClient
class PageIT {
  @ArquillianResource private URI base;

  @Deployment
  static WebArchive war() {
    return GatewayWar.atRoot(Map.of());
  }

  @ParameterizedTest
  @CsvSource({
    "/, text/html;charset=utf-8",
    "/page/api.html, text/html;charset=utf-8",
    "/page/base.css, text/css;charset=utf-8",
    "/page/page.css, text/css;charset=utf-8",
    "/page/page.js, text/javascript;charset=utf-8",
    "/page/api.css, text/css;charset=utf-8",
    "/page/api.js, text/javascript;charset=utf-8",
    "/page/icon.svg, image/svg+xml",
    "/ui, text/html;charset=utf-8",
    "/ui/, text/html;charset=utf-8",
    "/ui/app.js, text/javascript;charset=utf-8",
    "/ui/node-state.js, text/javascript;charset=utf-8",
    "/ui/layout.css, text/css;charset=utf-8",
    "/ui/lib/chart.umd.min.js, text/javascript;charset=utf-8",
  })
  void part_hasItsTypeAndMayLoadNothingFromElsewhere(String path, String type) {
    HttpAnswer part = HttpCalls.to(base).get(path);

    assertThat(part.status()).isEqualTo(200);
    assertThat(part.body()).isNotEmpty();
    assertThat(header(part, "Content-Type").replace(" ", "")).isEqualToIgnoringCase(type);
    assertThat(header(part, "X-Content-Type-Options")).isEqualTo("nosniff");
    assertThat(header(part, "Content-Security-Policy"))
        .isEqualTo(
            "default-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'");
    assertThat(header(part, "Referrer-Policy")).isEqualTo("no-referrer");
    assertThat(header(part, "Cache-Control")).isEqualTo("no-cache");
  }

  @Test
  void console_findsItsPartsWithAndWithoutASlashAtTheEnd() {
    for (String path : List.of("/ui", "/ui/")) {
      URI page = base.resolve(path);

      List<URI> parts =
          Pattern.compile("(?:href|src)=\"([^#\"]+)\"")
              .matcher(HttpCalls.to(base).get(path).text())
              .results()
              .map(link -> page.resolve(link.group(1)))
              .toList();

      assertThat(parts).hasSizeGreaterThan(4);
      assertThat(parts)
          .allSatisfy(
              part -> assertThat(HttpCalls.to(base).get(part.getPath()).status()).isEqualTo(200));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "/client/wsgateway.js, text/javascript;charset=utf-8, export const connect",
    "/client/wsgateway.d.ts, text/plain;charset=utf-8, export function connect",
  })
  void client_isForPagesOfAllOrigins_andIsSentAgainOnlyIfItIsAnother(
      String path, String type, String content) {
    HttpAnswer file = HttpCalls.to(base).with("Origin", "https://shop.example").get(path);

    assertThat(file.status()).isEqualTo(200);
    assertThat(file.text()).contains(content);
    assertThat(header(file, "Content-Type").replace(" ", "")).isEqualToIgnoringCase(type);
    assertThat(header(file, "Access-Control-Allow-Origin")).isEqualTo("*");
    assertThat(header(file, "Cross-Origin-Resource-Policy")).isEqualTo("cross-origin");
    assertThat(header(file, "X-Content-Type-Options")).isEqualTo("nosniff");
    assertThat(header(file, "Cache-Control")).isEqualTo("no-cache");
    String tag = header(file, "ETag");
    HttpAnswer again = HttpCalls.to(base).with("If-None-Match", tag).get(path);
    assertThat(again.status()).isEqualTo(304);
    assertThat(again.body()).isEmpty();
    assertThat(HttpCalls.to(base).with("If-None-Match", "\"other\"").get(path).status())
        .isEqualTo(200);
  }

  @Test
  void client_isSmall() {
    assertThat(HttpCalls.to(base).get("/client/wsgateway.js").body()).hasSizeLessThan(10_000);
  }

  private static String header(HttpAnswer answer, String name) {
    return answer.header(name).orElse("");
  }
}
