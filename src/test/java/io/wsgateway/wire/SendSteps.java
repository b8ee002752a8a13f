package io.wsgateway.wire;

import io.wsgateway.client.Frame;
import io.wsgateway.client.RawWebSocket;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** The steps in which a client sends a frame, or leaves. */
final class SendSteps {
  private SendSteps() {}

  /** {@code send}: a text message, or its first fragment with {@code "fin":false}. */
  static Step text(JsonObject json) {
    boolean fin = json.getBoolean("fin", true);
    return stage -> {
      String text = stage.variables().fill(json.getString("send"));
      connection(json, stage).send(Frame.of(Frame.TEXT, utf8(text)).withFin(fin));
    };
  }

  /** {@code send_continuation}: a further fragment, the last unless {@code "fin":false}. */
  static Step continuation(JsonObject json) {
    byte[] part = utf8(json.getString("send_continuation"));
    return send(json, Frame.of(Frame.CONTINUATION, part).withFin(json.getBoolean("fin", true)));
  }

  /** {@code send_repeat}: a long text. The gateway may cut us off half way, which is no failure. */
  static Step repeated(JsonObject json) {
    Frame frame = Frame.of(Frame.TEXT, utf8(Repeated.of(json.getJsonObject("send_repeat"))));
    return stage -> {
      try {
        connection(json, stage).send(frame);
      } catch (UncheckedIOException e) {
        // the steps that follow say what was to be seen
      }
    };
  }

  /** {@code send_binary_hex}: a binary message. */
  static Step binary(JsonObject json) {
    return send(json, Frame.of(Frame.BINARY, hex(json.getString("send_binary_hex"))));
  }

  /** {@code send_raw_text_hex}: a text message that need not be UTF-8. */
  static Step rawText(JsonObject json) {
    return send(json, Frame.of(Frame.TEXT, hex(json.getString("send_raw_text_hex"))));
  }

  /** {@code send_unmasked}: a text message without a mask. */
  static Step unmasked(JsonObject json) {
    return send(json, Frame.of(Frame.TEXT, utf8(json.getString("send_unmasked"))).unmasked());
  }

  /** {@code ping}. */
  static Step ping(JsonObject json) {
    return send(json, Frame.of(Frame.PING, utf8(json.getString("ping"))));
  }

  /** {@code pong}, asked for or not. */
  static Step pong(JsonObject json) {
    return send(json, Frame.of(Frame.PONG, utf8(json.getString("pong"))));
  }

  /** {@code close}: a close frame with a code, or without one if it is null. */
  static Step close(JsonObject json) {
    Integer code = json.isNull("close") ? null : Integer.valueOf(json.getInt("close"));
    String reason = json.getString("reason", "");
    return stage -> connection(json, stage).close(code, reason);
  }

  /** {@code drop}: the end of the TCP connection, with a reset if it is {@code "rst"}. */
  static Step drop(JsonObject json) {
    boolean reset = json.get("drop").getValueType() == JsonValue.ValueType.STRING;
    return stage -> {
      if (reset) {
        connection(json, stage).reset();
      } else {
        connection(json, stage).drop();
      }
    };
  }

  private static Step send(JsonObject json, Frame frame) {
    return stage -> connection(json, stage).send(frame);
  }

  private static RawWebSocket connection(JsonObject json, Stage stage) {
    return stage.connection(json.getString("conn"));
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] hex(String digits) {
    return HexFormat.of().parseHex(digits);
  }
}
