package io.wsgateway.api;

import io.wsgateway.core.ErrorCode;
import io.wsgateway.core.GatewayException;
import io.wsgateway.core.Page;
import io.wsgateway.http.Parameters;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;

/** What the query of a request says. */
final class ApiQuery {
  private final Parameters parameters;

  ApiQuery(HttpServletRequest request) {
    parameters = Parameters.of(request, null);
  }

  /** Which page is wanted: {@code limit} and {@code after}. */
  Page page() {
    return new Page(number("limit", Page.FIRST.limit()), parameters.last("after").orElse(null));
  }

  /** What a connection is closed with: {@code code}. */
  int code() {
    return number("code", 1000);
  }

  /** What a connection is closed with: {@code reason}. */
  String reason() {
    return parameters.last("reason").orElse("");
  }

  private int number(String name, int otherwise) {
    Optional<String> text = parameters.last(name);
    if (text.isEmpty()) {
      return otherwise;
    }
    if (!text.get().matches("[0-9]{1,6}")) {
      throw new GatewayException(
          ErrorCode.BAD_REQUEST, "The parameter " + name + " is not a number of up to 6 digits");
    }
    return Integer.parseInt(text.get());
  }
}
