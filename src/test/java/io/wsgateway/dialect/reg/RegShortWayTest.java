package io.wsgateway.dialect.reg;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.http.HttpServletRequest;
import java.lang.reflect.Proxy;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which pushes take the short way. */
class RegShortWayTest {
  private static final String FORM = "application/x-www-form-urlencoded";

  @ParameterizedTest
  @CsvSource({
    "GET, , -1, true",
    "GET, " + FORM + ", 0, true",
    "GET, " + FORM + ", 5, false",
    "POST, " + FORM + ", 0, true",
    "POST, " + FORM + ", 100, true",
    "POST, " + FORM + ", 101, false",
    "POST, " + FORM + ", -1, false",
    "POST, " + FORM + "; charset=x, 5, false",
    "POST, multipart/form-data, 5, false",
    "POST, , 5, false",
    "HEAD, , -1, false",
    "PUT, " + FORM + ", 5, false"
  })
  void queriesAndFormsOfAKnownLengthDo(String method, String type, long length, boolean plain) {
    assertThat(RegShortWay.isPlain(request(method, type, length, Map.of()), 100)).isEqualTo(plain);
  }

  @ParameterizedTest
  @CsvSource({
    "X-API-Key, k, true",
    "Authorization, Bearer k, true",
    "Authorization, Basic eDp5, false",
    "X-Gateway-Signature, s, false",
    "Transfer-Encoding, chunked, false"
  })
  void whatTakesMoreToAdmitDoesNot(String header, String value, boolean plain) {
    assertThat(RegShortWay.isPlain(request("GET", null, -1, Map.of(header, value)), 100))
        .isEqualTo(plain);
  }

  @Test
  void whatIsTooLongDoesNot() {
    assertThat(RegShortWay.isPlain(request("POST", FORM, 1L << 40, Map.of()), 100)).isFalse();
  }

  private static HttpServletRequest request(
      String method, String type, long length, Map<String, String> headers) {
    return (HttpServletRequest)
        Proxy.newProxyInstance(
            RegShortWayTest.class.getClassLoader(),
            new Class<?>[] {HttpServletRequest.class},
            (proxy, called, arguments) ->
                switch (called.getName()) {
                  case "getMethod" -> method;
                  case "getContentType" -> type;
                  case "getContentLengthLong" -> length;
                  case "getHeader" ->
                      arguments[0].equals("Content-Length") && length >= 0
                          ? String.valueOf(length)
                          : headers.get(arguments[0]);
                  default -> throw new UnsupportedOperationException(called.getName());
                });
  }
}
