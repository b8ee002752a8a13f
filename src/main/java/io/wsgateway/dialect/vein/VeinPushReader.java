package io.wsgateway.dialect.vein;

import io.wsgateway.core.ErrorCode;
import io.wsgateway.core.GatewayException;
import io.wsgateway.http.Parameters;
import io.wsgateway.json.GoFields;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Reads what a back end asks to be pushed. What is wrong with it is a {@link GatewayException} with
 * the words of the original, of Go's libraries that is, which back ends get to see. Pure.
 */
final class VeinPushReader {
  private static final String STRUCT = "PushMessageReq";

  private VeinPushReader() {}

  /** Of a form or a query. */
  static VeinPush ofParameters(Parameters parameters) {
    String time = parameters.last("ts").orElse("");
    if (!time.isEmpty()) {
      checkTime(time);
    }
    return complete(name -> parameters.last(name).orElse(""));
  }

  /** Of a JSON body. */
  static VeinPush ofJson(String body) {
    if (body.isBlank()) {
      throw bad("EOF");
    }
    GoFields fields =
        GoFields.parse(body).orElseThrow(() -> bad("the body is not one complete JSON object"));
    GoStruct request = new GoStruct(STRUCT, fields);
    List.of("platform", "version", "channel", "device_no").forEach(request::text);
    request.whole("ts");
    return complete(request::text);
  }

  /** The sender's clock; it must be a number, and does not count. */
  private static void checkTime(String time) {
    try {
      Long.parseLong(time);
    } catch (NumberFormatException e) {
      boolean number = time.matches("[+-]?[0-9]+");
      throw bad(
          "strconv.ParseInt: parsing \""
              + time
              + "\": "
              + (number ? "value out of range" : "invalid syntax"));
    }
  }

  private static VeinPush complete(UnaryOperator<String> values) {
    VeinPush push =
        new VeinPush(
            values.apply("app_key"),
            values.apply("send_to"),
            values.apply("message"),
            values.apply("nonce"),
            values.apply("sign"));
    List<String> faults = new ArrayList<>();
    require("AppKey", push.app(), faults);
    require("SendTo", push.to(), faults);
    require("Message", push.message(), faults);
    require("Nonce", push.nonce(), faults);
    require("Sign", push.sign(), faults);
    if (!faults.isEmpty()) {
      throw bad(String.join("\n", faults));
    }
    return push;
  }

  private static void require(String field, String value, List<String> faults) {
    if (value.isEmpty()) {
      faults.add(
          "Key: '%s.%s' Error:Field validation for '%s' failed on the 'required' tag"
              .formatted(STRUCT, field, field));
    }
  }

  private static GatewayException bad(String fault) {
    return new GatewayException(ErrorCode.BAD_REQUEST, fault);
  }
}
