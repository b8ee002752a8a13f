package io.wsgateway.push;

import io.wsgateway.client.ScriptedServer;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A gateway that answers requests as it is told to, one after the other, and then with the last
 * answer for ever.
 */
final class ScriptedGateway implements AutoCloseable {
  static final String RECEIPT =
      "{\"id\":\"7\",\"connections\":2,\"nodes\":1,\"trust\":\"exact\",\"degraded\":false,\"new\":1}";
  static final String RECEIPTS = "{\"receipts\":[" + RECEIPT + "]}";
  static final Retries FAST =
      new Retries(4, Duration.ofMillis(10), Duration.ofMillis(50), Duration.ofSeconds(10));
  private static final String NOTHING = "";
  private static final String STALLED = "stalled";

  private final Queue<String> script = new ArrayDeque<>();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final ScriptedServer server = ScriptedServer.answering(request -> next());

  /** Begins with what {@link #ok} says. */
  static ScriptedGateway answering(String... answers) {
    ScriptedGateway gateway = new ScriptedGateway();
    gateway.script.addAll(List.of(answers));
    return gateway;
  }

  private String next() {
    String answer;
    synchronized (script) {
      answer = script.size() > 1 ? script.remove() : script.element();
    }
    return answer.equals(STALLED) ? stall() : answer;
  }

  private String stall() {
    try {
      closed.await(20, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return "";
  }

  static String ok(String body) {
    return answer(200, "application/json", body);
  }

  static String problem(int status, String code, String... headers) {
    String body =
        "{\"type\":\"urn:wsgateway:error:%s\",\"title\":\"t\",\"status\":%d,\"detail\":\"because\"}";
    return answer(status, "application/problem+json", body.formatted(code, status), headers);
  }

  static String answer(int status, String type, String body, String... headers) {
    String more = "Connection: close\r\n";
    for (String header : headers) {
      more += header + "\r\n";
    }
    return ScriptedServer.answer(status, type, body).replaceFirst("\r\n", "\r\n" + more);
  }

  /** The connection ends without an answer. */
  static String lost() {
    return NOTHING;
  }

  /** No answer for as long as anybody might wait. */
  static String stalled() {
    return STALLED;
  }

  /** Heads and bodies, as they came. */
  List<String> requests() {
    return server.requests();
  }

  /** The values of a header in all requests. */
  List<String> sent(String header) {
    Pattern line = Pattern.compile("(?i)\r\n" + header + ": ?([^\r]*)\r\n");
    return requests().stream()
        .map(
            request -> {
              Matcher value = line.matcher(request);
              return value.find() ? value.group(1) : "-";
            })
        .toList();
  }

  String uri() {
    return server.address().toString();
  }

  /** A client of this gateway, and of others after it, that does not pause for long. */
  PushClientBuilder client(String... others) {
    String[] all = new String[others.length + 1];
    all[0] = uri();
    System.arraycopy(others, 0, all, 1, others.length);
    return PushClient.builder().uri(all).app("shop").retries(FAST);
  }

  /** An address where nobody listens. */
  static String nobody() {
    ScriptedServer gone = ScriptedServer.answering(request -> "");
    URI address = gone.address();
    gone.close();
    return address.toString();
  }

  @Override
  public void close() {
    closed.countDown();
    server.close();
  }
}
