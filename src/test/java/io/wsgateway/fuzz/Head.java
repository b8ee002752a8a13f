package io.wsgateway.fuzz;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A request's line and headers, in any form: nothing is checked or encoded, and characters go out
 * as Latin-1 bytes. Immutable.
 */
record Head(String method, String target, String version, List<Header> headers) {

  /** A line of the head, also one that is none. */
  record Header(String name, String value) {}

  /** Without headers; the {@code Host} is added when it is sent. */
  Head(String method, String target) {
    this(method, target, "HTTP/1.1", List.of());
  }

  Head method(String other) {
    return new Head(other, target, version, headers);
  }

  Head target(String other) {
    return new Head(method, other, version, headers);
  }

  Head version(String other) {
    return new Head(method, target, other, headers);
  }

  /** The header, in place of those that had the name. */
  Head with(String name, String value) {
    List<Header> more = new ArrayList<>(headers);
    more.removeIf(header -> header.name().equalsIgnoreCase(name));
    return and(more, new Header(name, value));
  }

  /** The header besides those that are there. */
  Head and(String name, String value) {
    return and(new ArrayList<>(headers), new Header(name, value));
  }

  /** Without the header at that place, counted from 0. */
  Head without(int place) {
    List<Header> fewer = new ArrayList<>(headers);
    fewer.remove(place);
    return new Head(method, target, version, List.copyOf(fewer));
  }

  /** With the header at that place twice. */
  Head twice(int place) {
    return and(new ArrayList<>(headers), headers.get(place));
  }

  Optional<String> header(String name) {
    return headers.stream()
        .filter(header -> header.name().equalsIgnoreCase(name))
        .map(Header::value)
        .findFirst();
  }

  /**
   * What goes over the wire.
   *
   * @param host for the header of that name, unless it has one
   */
  byte[] bytes(String host) {
    StringBuilder text = new StringBuilder();
    text.append(method).append(' ').append(target).append(' ').append(version).append("\r\n");
    if (header("Host").isEmpty()) {
      text.append("Host: ").append(host).append("\r\n");
    }
    headers.forEach(
        header -> text.append(header.name()).append(": ").append(header.value()).append("\r\n"));
    return text.append("\r\n").toString().getBytes(ISO_8859_1);
  }

  private Head and(List<Header> others, Header header) {
    others.add(header);
    return new Head(method, target, version, List.copyOf(others));
  }
}
