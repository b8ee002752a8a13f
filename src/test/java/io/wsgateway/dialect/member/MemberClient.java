package io.wsgateway.dialect.member;

import io.wsgateway.client.RawWebSocket;
import java.net.URI;

/** A client of the member dialect that has said who it is. */
final class MemberClient {
  static final String BAD_SUBSCRIBE = MemberAnswers.BAD_SUBSCRIBE.text();

  private MemberClient() {}

  /** One that has not said it yet. */
  static RawWebSocket silent(URI base) {
    return RawWebSocket.open(base.resolve("member"));
  }

  static RawWebSocket anonymous(URI base) {
    return silent(base).send("{\"member_id\":-1}").expect(MemberAnswers.HELLO_STRANGER.text());
  }

  /** Returns when it is that member, just after it is told so. */
  static RawWebSocket member(URI base, long number) {
    return silent(base)
        .send("{\"member_id\":" + number + "}")
        .expect(MemberAnswers.hello(Long.toString(number)).text())
        .send("?")
        .expect(BAD_SUBSCRIBE);
  }

  /**
   * Subscribes, and returns when the subscription is in force, just after it is answered: messages
   * of one client are handled in order.
   */
  static RawWebSocket subscribe(RawWebSocket client, String topic) {
    return client
        .send(wish(topic))
        .expect(MemberAnswers.subscribed(topic).text())
        .send("?")
        .expect(BAD_SUBSCRIBE);
  }

  static String wish(String topic) {
    return "{\"app\":\"" + topic + "\"}";
  }

  static String message(String topic, long member, String text) {
    return MemberCodec.envelope(topic, member, text).text();
  }
}
