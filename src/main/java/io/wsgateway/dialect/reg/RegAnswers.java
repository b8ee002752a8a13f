package io.wsgateway.dialect.reg;

import io.wsgateway.config.GatewayConfig;
import io.wsgateway.json.JsonStyle;
import io.wsgateway.json.JsonText;
import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonValue;
import java.util.Collection;

/** The bodies of the reg dialect's HTTP answers, byte for byte as luyucia/wsgateway writes them. */
final class RegAnswers {
  /** The misspelling is the original's, and clients may compare. */
  static final String NO_SERVER = "{\"code\": 2, \"data\": \"no server avaliable\"}";

  static final String PARAM_ERROR = "{\"code\": 1, \"data\": \"param error\"}";

  private RegAnswers() {}

  static String members(Collection<String> users) {
    return success(Json.createArrayBuilder(users).build());
  }

  /** The first entry of a JSON list, which {@link GatewayConfig} has checked. */
  static String firstOf(String serverList) {
    JsonArray servers = JsonText.parse(serverList).orElseThrow().asJsonArray();
    return servers.isEmpty() ? NO_SERVER : success(servers.get(0));
  }

  private static String success(JsonValue data) {
    return "{\"code\": 0, \"data\": " + JsonStyle.PYTHON.write(data) + "}";
  }
}
