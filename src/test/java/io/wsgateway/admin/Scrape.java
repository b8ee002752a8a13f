package io.wsgateway.admin;

import static org.assertj.core.api.Assertions.assertThat;

import io.wsgateway.client.HttpAnswer;
import io.wsgateway.client.HttpCalls;
import java.net.URI;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** What a gateway's metrics said at one moment, as Prometheus reads it. */
final class Scrape {
  private final Map<String, Double> series = new TreeMap<>();

  private Scrape(String text) {
    text.lines()
        .filter(line -> !line.startsWith("#") && !line.isBlank())
        .forEach(
            line -> {
              int space = line.lastIndexOf(' ');
              series.put(line.substring(0, space), number(line.substring(space + 1)));
            });
  }

  /** Asks the gateway at an address that ends in a slash. */
  static Scrape of(URI gateway) {
    HttpAnswer answer = HttpCalls.to(gateway).get("/api/metrics");
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    assertThat(answer.header("Content-Type").orElse(""))
        .matches("text/plain;.*version=0\\.0\\.4.*");
    return new Scrape(answer.text());
  }

  private static double number(String text) {
    return text.equals("+Inf") ? Double.POSITIVE_INFINITY : Double.parseDouble(text);
  }

  /** The sum of a metric's series that have all of these labels, each {@code name="value"}. */
  double sum(String name, String... labels) {
    return series.entrySet().stream()
        .filter(one -> nameOf(one.getKey()).equals(name))
        .filter(one -> Arrays.stream(labels).allMatch(one.getKey()::contains))
        .mapToDouble(Map.Entry::getValue)
        .sum();
  }

  /** How many series a metric has. */
  long count(String name) {
    return series.keySet().stream().filter(one -> nameOf(one).equals(name)).count();
  }

  /** The names of all metrics, those of a histogram with their endings. */
  Set<String> names() {
    Set<String> names = new TreeSet<>();
    series.keySet().forEach(one -> names.add(nameOf(one)));
    return names;
  }

  private static String nameOf(String series) {
    int brace = series.indexOf('{');
    return brace < 0 ? series : series.substring(0, brace);
  }

  @Override
  public String toString() {
    return series.toString();
  }
}
