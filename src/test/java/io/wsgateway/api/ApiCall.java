package io.wsgateway.api;

import jakarta.json.JsonValue;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A call of the REST API and the status it is answered with.
 *
 * @param path below the API's root; {@code {app}} and {@code {connection}} are those of the {@link
 *     ApiScene}, who has been told to be there
 * @param body JSON, if there is any
 */
record ApiCall(String method, String path, int status, @Nullable String body) {

  /** The id of a connection that is not there. */
  private static final String GONE = "9007199254740990";

  /** What the gateway refuses or accepts, and the document's schemas likewise. */
  static final List<ApiCall> ALL =
      read(
          """
          GET /apps/{app}/users?limit=1000 200
          GET /apps/{app}/users?limit=0 400
          GET /apps/{app}/topics?limit=1 200
          GET /apps/{app}/topics?limit=1001 400
          GET /apps/{app}/connections?limit=1 200
          GET /apps/{app}/connections?limit=ten 400
          GET /apps/{app}/topics/news/users?limit=1 200
          GET /apps/{app}/topics/news/users?limit=-1 400
          GET /apps/{app}/topics/news/connections?limit=1 200
          GET /apps/{app}/topics/news/connections?limit=1.5 400

          GET /apps/{app}/users/nobody 200
          GET /apps/{app}/users/~YW5u 200
          DELETE /apps/{app}/users/ann/connections?code=4000&reason=bye 200
          DELETE /apps/{app}/users/ann/connections?code=1006 400
          DELETE /apps/{app}/users/nobody/connections 200
          GET /apps/{app}/topics/nothing 200
          DELETE /apps/{app}/topics/nothing 200
          DELETE /apps/{app}/topics/nothing/users/nobody 204

          GET /apps/{app}/connections/GONE 404
          GET /apps/{app}/connections/0 400
          GET /apps/{app}/connections/9007199254740992 400
          GET /apps/{app}/connections/ann 400
          DELETE /apps/{app}/connections/GONE 404
          DELETE /apps/{app}/connections/{connection}?code=1001 204
          DELETE /apps/{app}/connections/{connection}?code=3000&reason=%c3%a4 204
          DELETE /apps/{app}/connections/{connection}?code=5000 400
          PUT /apps/{app}/topics/news/connections/GONE 404
          DELETE /apps/{app}/topics/news/connections/GONE 404
          DELETE /apps/{app}/topics/other/connections/{connection} 404
          DELETE /apps/{app}/connections/GONE/user 404
          GET /apps/{app}/connections/GONE/info 404
          GET /apps/{app}/schedules/1 404
          DELETE /apps/{app}/schedules/1 404

          PUT /apps/{app}/connections/GONE/user 404 {"user": "ann"}
          PUT /apps/{app}/connections/{connection}/user 400 {"user": 1}
          PUT /apps/{app}/connections/{connection}/user 400 {"user": ""}
          PUT /apps/{app}/connections/{connection}/user 400 {}
          PUT /apps/{app}/connections/{connection}/user 400 []
          PUT /apps/{app}/connections/GONE/info 404 {"a": "b"}
          PUT /apps/{app}/connections/{connection}/info 204 {}
          PUT /apps/{app}/connections/{connection}/info 400 {"a": 1}
          PATCH /apps/{app}/connections/GONE/info 404 {"a": "b"}
          PATCH /apps/{app}/connections/{connection}/info 400 {"a": {"b": "c"}}

          PUT /apps/{app}/topics/more/users/ann 429
          PUT /apps/{app}/topics/more/connections/{connection} 429
          PUT /apps/{app}/connections/{connection}/info 429 {"a": "more than there is room for"}
          PATCH /apps/{app}/connections/{connection}/info 429 {"a": "more than there is room for"}
          POST /apps/{app}/schedules 429 {"to": {"all": true}, "text": "a", "delay": "PT1H"}

          POST /apps/{app}/messages 200 {"to": {"users": ["ann", "bob"]}, "text": ""}
          POST /apps/{app}/messages 200 {"to": {"connections": [1, 2]}, "binary": ""}
          POST /apps/{app}/messages 400 {"text": "a"}
          POST /apps/{app}/messages 400 {"to": {}, "text": "a"}
          POST /apps/{app}/messages 400 {"to": "ann", "text": "a"}
          POST /apps/{app}/messages 400 {"to": {"user": "ann", "all": true}, "text": "a"}
          POST /apps/{app}/messages 400 {"to": {"all": false}, "text": "a"}
          POST /apps/{app}/messages 400 {"to": {"users": []}, "text": "a"}
          POST /apps/{app}/messages 400 {"to": {"users": ["ann", 1]}, "text": "a"}
          POST /apps/{app}/messages 400 {"to": {"user": ""}, "text": "a"}
          POST /apps/{app}/messages 400 {"to": {"connection": 0}, "text": "a"}
          POST /apps/{app}/messages 400 {"to": {"connection": "1"}, "text": "a"}
          POST /apps/{app}/messages 400 {"to": {"all": true}}
          POST /apps/{app}/messages 400 {"to": {"all": true}, "text": "a", "binary": "AA=="}
          POST /apps/{app}/messages 400 {"to": {"all": true}, "text": 1}
          POST /apps/{app}/messages 400 {"to": {"all": true}, "text": "a", "color": "red"}
          POST /apps/{app}/messages 400 {"to": {"all": true}, "text": "a", "from": ""}
          POST /apps/{app}/messages 400 {"to": {"all": true}, "text": "a", "except": ["ann"]}
          POST /apps/{app}/messages 400 {"to": {"all": true}, "text": "a", "except": {"topics": []}}

          POST /apps/{app}/messages/batch 400 {}
          POST /apps/{app}/messages/batch 400 {"messages": []}
          POST /apps/{app}/messages/batch 400 {"messages": [], "text": "a"}

          GET /apps/{app}/users/nobody/report 200
          GET /apps/{app}/connections/{connection}/report 200
          GET /apps/{app}/connections/GONE/report 404
          GET /apps/{app}/connections/0/report 400
          POST /nodes/x/drain 400
          POST /nodes/2097150/drain 404
          POST /nodes/self/drain 400 {"pace": 0}
          POST /nodes/self/drain 400 {"pace": 1.5}
          POST /nodes/self/drain 400 {"waitMillis": -1}
          POST /nodes/self/drain 400 {"waitMillis": 3600001}
          POST /nodes/self/drain 400 {"wait": 1}
          DELETE /nodes/x/drain 400
          DELETE /nodes/2097150/drain 404
          DELETE /nodes/self/drain 200
          POST /nodes/x/reload 400
          POST /nodes/2097150/reload 404
          GET /nodes/x/configuration 400
          GET /nodes/2097150/configuration 404

          GET /blocks?limit=1 200
          GET /blocks?limit=0 400
          DELETE /blocks/1 404
          POST /blocks 429 {"app": "{app}", "user": "bob", "seconds": 1}
          POST /blocks 201 {"app": "{app}", "user": "bob", "expires": "never"}
          POST /blocks 201 {"app": "{app}", "token": "x", "seconds": 1, "reason": ""}
          POST /blocks 201 {"app": "{app}", "issuedBefore": "2026-01-01T00:00:00Z", "seconds": 1}
          POST /blocks 201 {"address": "2001:db8::7", "seconds": 1}
          POST /blocks 400 {}
          POST /blocks 400 {"seconds": 1}
          POST /blocks 400 {"app": "{app}", "seconds": 1}
          POST /blocks 400 {"user": "bob", "seconds": 1}
          POST /blocks 400 {"app": "{app}", "user": "bob"}
          POST /blocks 400 {"app": "{app}", "user": "bob", "seconds": 0}
          POST /blocks 400 {"app": "{app}", "user": "bob", "seconds": 3153600001}
          POST /blocks 400 {"app": "{app}", "user": "bob", "seconds": 1, "expires": "never"}
          POST /blocks 400 {"app": "{app}", "user": "bob", "token": "x", "seconds": 1}
          POST /blocks 400 {"app": "{app}", "user": "", "seconds": 1}
          POST /blocks 400 {"app": "{app}", "token": "", "seconds": 1}
          POST /blocks 400 {"app": "{app}", "address": "10.0.0.1", "seconds": 1}
          POST /blocks 400 {"app": "{app}", "token": "x", "issuedBefore": "2026-01-01T00:00:00Z", "seconds": 1}
          POST /blocks 400 {"address": 7, "seconds": 1}

          POST /apps/{app}/schedules 400 {"to": {"all": true}, "text": "a"}
          POST /apps/{app}/schedules 400 {"to": {"all": true}, "delay": "PT1S"}
          POST /apps/{app}/schedules 400 {"to": {"users": ["ann", "bob"]}, "text": "a", "delay": "PT1S"}
          POST /apps/{app}/schedules 400 {"to": {"all": true}, "text": "a", "delay": 30}
          POST /apps/{app}/schedules 400 {"to": {"all": true}, "text": "a", "at": "2026-01-01T00:00Z", "delay": "PT1S"}
          """);

  /**
   * What the schemas cannot tell from what is right, or need not: a bad message does not spoil its
   * batch.
   */
  static final List<ApiCall> BEYOND_SCHEMAS =
      read(
          """
          GET /apps/{app}/connections?after=x 400
          GET /apps/{app}/users/a%01b 400
          GET /apps/{app}/users/~! 400
          GET /apps/{app}/users/a;b 400
          DELETE /apps/{app}/connections/{connection}?reason=LONG%c3%a4 400
          POST /apps/{app}/messages 400 {"to": {"all": true}, "binary": "A"}
          POST /apps/{app}/messages 400 {"to": {"user": "a\\u0001b"}, "text": "a"}
          POST /apps/{app}/messages/batch 200 {"messages": [{"to": {"all": true}, "text": "a"}, {}]}
          DELETE /blocks/~! 400
          POST /blocks 400 {"app": "a\\u0001b", "user": "bob", "seconds": 1}
          POST /blocks 400 {"app": "{app}", "user": "bob", "expires": "2026-01-01T00:00:00Z"}
          POST /blocks 400 {"app": "{app}", "user": "bob", "expires": "soon"}
          POST /blocks 400 {"app": "{app}", "user": "bob", "expires": "never", "reason": "a\\nb"}
          POST /blocks 400 {"app": "{app}", "issuedBefore": "2026-01-01", "seconds": 1}
          POST /blocks 400 {"address": "localhost", "seconds": 1}
          POST /blocks 400 {"address": "10.0.0.0/33", "seconds": 1}
          POST /apps/{app}/schedules 400 {"to": {"all": true}, "text": "a", "delay": "soon"}
          POST /apps/{app}/schedules 400 {"to": {"all": true}, "text": "a", "delay": "P1000D"}
          POST /apps/{app}/schedules 400 {"to": {"all": true}, "text": "a", "at": "2026-01-01"}
          """);

  private static List<ApiCall> read(String lines) {
    return lines
        .replace("GONE", GONE)
        .replace("LONG", "x".repeat(122))
        .lines()
        .filter(line -> !line.isBlank())
        .map(line -> line.split(" ", 4))
        .map(
            part ->
                new ApiCall(
                    part[0], part[1], Integer.parseInt(part[2]), part.length > 3 ? part[3] : null))
        .toList();
  }

  /** The body, read. */
  @Nullable JsonValue json() {
    return body == null ? null : OpenApiDocument.read(body);
  }

  @Override
  public String toString() {
    return method + " " + path + (body == null ? "" : " " + body) + ": " + status;
  }
}
