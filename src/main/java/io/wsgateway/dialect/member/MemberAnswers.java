package io.wsgateway.dialect.member;

import io.wsgateway.core.Payload;
import io.wsgateway.json.JsonStyle;

/**
 * What the gateway itself says to a client: messages of the app {@code gateway} whose text is a
 * JSON text again, byte for byte as mgxian/ws-gateway writes them. Only names are escaped in the
 * inner text, too; the original breaks it with a quote in a name.
 */
final class MemberAnswers {
  static final Payload HELLO_STRANGER = answer(200, "hello stranger");
  static final Payload UNAUTHORIZED = answer(401, "unauthorized");
  static final Payload MISSING_AUTH = answer(400, "missing auth message");
  static final Payload BAD_SUBSCRIBE = answer(400, "bad subscribe message");

  private MemberAnswers() {}

  static Payload hello(String member) {
    return answer(200, "hello " + member);
  }

  static Payload subscribed(String topic) {
    return answer(200, "subscribe " + topic + " success");
  }

  static Payload forbidden(String topic) {
    return answer(403, "subscribe " + topic + " forbidden");
  }

  static Payload expires(long seconds) {
    return answer(401, "token expires in " + seconds + " s");
  }

  private static Payload answer(int code, String message) {
    return MemberCodec.envelope(
        "gateway",
        MemberCodec.NO_MEMBER,
        "{\"code\":" + code + ",\"message\":" + JsonStyle.GO.quote(message) + "}");
  }
}
