package io.wsgateway.dialect.vein;

import io.wsgateway.json.JsonStyle;

/**
 * The bodies of the vein dialect's HTTP answers, byte for byte as xlvein writes them: one shape for
 * connecting, another for pushing, and nearly all of them with status 200. Callers look at {@code
 * code} and {@code error}.
 */
final class VeinAnswers {
  static final String JSON = "application/json; charset=utf-8";
  static final String TEXT = "text/plain; charset=utf-8";

  /** Connecting without a name of an app or without a token. */
  static final String CONNECT_INCOMPLETE = "{\"code\":400,\"detail\":\"\",\"msg\":\"请求参数错误\"}";

  /** Connecting to an app that has no secret here. */
  static final String CONNECT_UNKNOWN_APP =
      "{\"code\":1001,\"detail\":\"\",\"msg\":\"internal not found\"}";

  /** Connecting with a token that is not good. */
  static final String CONNECT_BAD_TOKEN = "{\"code\":1000,\"detail\":\"\",\"msg\":\"错误的Token\"}";

  /** Connecting with everything, but not as a WebSocket. */
  static final String CONNECT_NO_WEBSOCKET = "Bad Request\n";

  static final String PUSH_ACCEPTED = "{\"error\":0,\"data\":{},\"message\":\"\"}";

  /** "Try again later", whatever the reason: the original says no more, and the log does. */
  static final String PUSH_REFUSED = "{\"error\":500,\"message\":\"请稍后重试\"}";

  private VeinAnswers() {}

  /** A push that cannot be understood. */
  static String pushMalformed(String fault) {
    return "{\"error\":400,\"message\":" + JsonStyle.GO.quote("请求参数错误: " + fault) + "}";
  }
}
