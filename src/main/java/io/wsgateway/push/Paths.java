package io.wsgateway.push;

/** Where what is, below {@code /api/v1}, in one app. */
final class Paths {
  private final String app;

  Paths(String app) {
    this.app = "/apps/" + PathText.segment(app);
  }

  String app() {
    return app;
  }

  String messages() {
    return app + "/messages";
  }

  String batch() {
    return app + "/messages/batch";
  }

  String schedules() {
    return app + "/schedules";
  }

  String schedule(String id) {
    return app + "/schedules/" + PathText.segment(id);
  }

  String users() {
    return app + "/users";
  }

  String user(String user) {
    return app + "/users/" + PathText.segment(user);
  }

  String userConnections(String user) {
    return user(user) + "/connections";
  }

  String topics() {
    return app + "/topics";
  }

  String topic(String topic) {
    return app + "/topics/" + PathText.segment(topic);
  }

  String topicUsers(String topic) {
    return topic(topic) + "/users";
  }

  String topicUser(String topic, String user) {
    return topicUsers(topic) + "/" + PathText.segment(user);
  }

  String topicConnections(String topic) {
    return topic(topic) + "/connections";
  }

  String topicConnection(String topic, long id) {
    return topicConnections(topic) + "/" + id;
  }

  String connections() {
    return app + "/connections";
  }

  String connection(long id) {
    return app + "/connections/" + id;
  }

  String connectionUser(long id) {
    return connection(id) + "/user";
  }

  String connectionInfo(long id) {
    return connection(id) + "/info";
  }

  /** A query that asks for a part of a list. */
  static String page(int limit, String after) {
    if (limit < 1 || limit > Page.MAX) {
      throw new IllegalArgumentException("limit is " + limit + "; expected 1 to " + Page.MAX);
    }
    return "limit=" + limit + (after.isEmpty() ? "" : "&after=" + PathText.query(after));
  }

  /** A query that says what connections are closed with. */
  static String close(int code, String reason) {
    return "code=" + code + (reason.isEmpty() ? "" : "&reason=" + PathText.query(reason));
  }
}
