package io.wsgateway.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.wsgateway.client.Frame;
import io.wsgateway.client.HttpAnswer;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Judges what a client gets to see. Pure.
 *
 * <p>Requests that break the rules of HTTP the server answers itself, before the application sees
 * them, with a page of its own and one of {@link #SERVERS_OWN}; so does WildFly with 404 for a path
 * under {@code /WEB-INF}. Everything else is ours, and ours are problem documents or what the
 * protocol at that path says: plain text or JSON.
 *
 * <p>A path that Payara cannot read, because of its escapes, encoding, backslashes or too many
 * {@code ..}, it answers 500 with a page of its own, before any code of ours is called. That page
 * is let pass for such paths, and for what is no request by the rules of HTTP; no other 500 is.
 * Likewise Payara closes with 1011 when a frame announces a negative length, and when one arrives
 * while we close.
 */
final class Oracle {
  /** Statuses that servers answer with by themselves, with a page of their own. */
  static final Set<Integer> SERVERS_OWN = Set.of(400, 404, 405, 411, 413, 414, 417, 431, 501, 505);

  /** The end of its title. */
  private static final String PAYARAS_PAGE = "- Error report</title>";

  private static final Pattern PAYARAS_REASON =
      Pattern.compile("-\\d+|The connection has been closed\\.");

  /** Close codes for what is the client's fault, or its wish. */
  private static final Set<Integer> CLIENTS_FAULT =
      Set.of(1000, 1001, 1002, 1003, 1007, 1008, 1009);

  /** What shows the inside of a program: classes, stack traces, errors of Java. */
  private static final Pattern INSIDE =
      Pattern.compile(
          "\\b(java|javax|jdk|sun|jakarta)\\.[a-z]+(\\.[\\w$]+)+"
              + "|\\b(com\\.sun|org\\.(glassfish|jboss|apache|eclipse|xnio|wildfly)|io\\.(undertow"
              + "|wsgateway)|fish\\.payara)\\.\\w+"
              + "|\\w+(Exception|Error)\\b"
              + "|\\bat [\\w.$<>/]+\\([\\w .]+(:\\d+)?\\)"
              + "|\\b[A-Z]\\w+\\.java\\b"
              + "|(?i:stack ?trace|root cause)");

  private static final String PROBLEM = "{\"type\":\"urn:wsgateway:error:";
  private static final List<String> OURS =
      List.of("application/problem+json", "application/json", "text/plain");

  private Oracle() {}

  /** What is wrong with an answer, or nothing. */
  static Optional<String> complaint(HttpAnswer answer, Shot shot) {
    if (answer.status() == 500 && !isPayarasOwn(answer, shot)) {
      return Optional.of("status 500");
    }
    StringBuilder all = new StringBuilder(answer.text());
    answer.headers().forEach(header -> all.append('\n').append(header.value()));
    return inside(all.toString()).or(() -> foreignPage(answer, shot));
  }

  private static boolean isPayarasOwn(HttpAnswer answer, Shot shot) {
    boolean page =
        shot.method().equals("HEAD")
            ? !answer.header("Content-Type").orElse("").startsWith("application/")
            : answer.text().contains(PAYARAS_PAGE);
    return page && (!shot.whole() || shot.isPathUnreadable());
  }

  private static Optional<String> foreignPage(HttpAnswer answer, Shot shot) {
    String type = answer.header("Content-Type").orElse("");
    // To a request without a version, servers leave out what says the type.
    boolean ours =
        OURS.stream().anyMatch(type::startsWith)
            || (!shot.whole() && answer.text().startsWith(PROBLEM));
    return answer.status() < 400
            || ours
            || answer.status() == 500
            || SERVERS_OWN.contains(answer.status())
        ? Optional.empty()
        : Optional.of("status " + answer.status() + " with " + type + ", which is not ours");
  }

  /** What is wrong with a frame, or nothing. */
  static Optional<String> complaint(Frame frame) {
    if (frame.masked() || frame.reserved() != 0) {
      return Optional.of("a frame that is masked or has reserved bits");
    }
    return switch (frame.opcode()) {
      case Frame.TEXT, Frame.CONTINUATION -> text(frame.payload());
      case Frame.CLOSE -> close(frame);
      case Frame.BINARY, Frame.PING, Frame.PONG -> Optional.empty();
      default -> Optional.of("opcode " + frame.opcode());
    };
  }

  private static Optional<String> close(Frame frame) {
    int code = frame.closeCode();
    boolean payarasOwn = code == 1011 && PAYARAS_REASON.matcher(frame.closeReason()).matches();
    if (code != Frame.NO_CODE && code < 3000 && !CLIENTS_FAULT.contains(code) && !payarasOwn) {
      return Optional.of("close code " + code);
    }
    return frame.payload().length <= 2 ? Optional.empty() : inside(frame.closeReason());
  }

  private static Optional<String> text(byte[] payload) {
    try {
      return inside(UTF_8.newDecoder().decode(ByteBuffer.wrap(payload)).toString());
    } catch (CharacterCodingException e) {
      return Optional.of("text that is not UTF-8");
    }
  }

  private static Optional<String> inside(String text) {
    Matcher found = INSIDE.matcher(text);
    return found.find() ? Optional.of("shows the inside: " + found.group()) : Optional.empty();
  }
}
