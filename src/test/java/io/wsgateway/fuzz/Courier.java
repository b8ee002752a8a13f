package io.wsgateway.fuzz;

import io.wsgateway.client.HttpAnswer;
import io.wsgateway.client.HttpCalls;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Pushes numbered messages to the {@link Bystanders}, through one API after the other, on a thread
 * of its own, until it is told to stop. It never lets them fall far behind, so that what waits for
 * one of them has no reason to overflow.
 */
final class Courier implements AutoCloseable {
  private static final int MOST_UNDERWAY = 20;

  private final ProperClients clients;
  private final HttpCalls http;
  private final Bystanders bystanders;
  private final String mark;
  private final Findings findings;
  private final Thread thread = new Thread(this::run, "courier");
  private volatile boolean stopped;
  private volatile int sent;

  Courier(ProperClients clients, Bystanders bystanders, String mark, Findings findings) {
    this.clients = clients;
    this.http = clients.calls();
    this.bystanders = bystanders;
    this.mark = mark;
    this.findings = findings;
    thread.setDaemon(true);
    thread.start();
  }

  /**
   * Waits until the bystanders have nearly all that is underway: whoever sends more, waits here.
   */
  void pace() {
    bystanders.await(sent - MOST_UNDERWAY / 2);
  }

  /** How many messages all bystanders must have got. */
  int sent() {
    return sent;
  }

  /** Stops, and waits until every bystander has every message. */
  @Override
  public void close() {
    stopped = true;
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    bystanders.await(sent);
  }

  private void run() {
    try {
      while (!stopped) {
        int number = sent + 1;
        HttpAnswer answer = push(number, Sequence.message(mark, number));
        if (answer.status() >= 300 || answer.text().contains("\"error\":5")) {
          findings.add("Push " + number + " was answered " + answer.status() + " " + answer.text());
          return;
        }
        sent = number;
        bystanders.await(number - MOST_UNDERWAY);
        TimeUnit.MILLISECONDS.sleep(10);
      }
    } catch (UncheckedIOException e) {
      findings.add("Push " + (sent + 1) + " was not answered: " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private HttpAnswer push(int number, String text) {
    String app = ProperClients.APP;
    String user = String.valueOf(clients.user());
    String topic = clients.topic();
    return switch (number % 7) {
      case 0 -> http.get("/push/user?app=" + app + "&userId=" + user + "&content=" + encoded(text));
      case 1 -> http.postForm("/push/user", Map.of("app", app, "userId", user, "content", text));
      case 2 -> http.postForm("/push/topic", Map.of("app", app, "topic", topic, "content", text));
      case 3 ->
          json("/push", "{\"app\":\"" + topic + "\",\"member_id\":7,\"text\":\"" + text + "\"}");
      case 4 ->
          http.postForm(
              "/api/v1/im/push", VeinForm.signed(user, "{\"text\":\"" + text + "\"}", text));
      case 5 ->
          json(
              "/api/v1/apps/" + app + "/messages",
              "{\"to\":{\"topic\":\"" + topic + "\"},\"text\":\"" + text + "\"}");
      default ->
          json(
              "/api/v1/apps/" + app + "/messages/batch",
              "{\"messages\":[{\"to\":{\"user\":\"" + user + "\"},\"text\":\"" + text + "\"}]}");
    };
  }

  private HttpAnswer json(String path, String body) {
    return http.post(path, "application/json", body);
  }

  private static String encoded(String text) {
    return text.replace("#", "%23");
  }
}
