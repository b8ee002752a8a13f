package io.wsgateway.auth;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/** A call as a server would tell it. Immutable. */
record TestCall(
    String address,
    String method,
    String path,
    String query,
    String body,
    Map<String, String> headers) {

  /** GET of {@code /status} from another machine. */
  static TestCall remote() {
    return new TestCall("10.0.0.1", "GET", "/status", "", "", Map.of());
  }

  TestCall from(String address) {
    return new TestCall(address, method, path, query, body, headers);
  }

  TestCall to(String method, String path, String query) {
    return new TestCall(address, method, path, query, body, headers);
  }

  TestCall saying(String body) {
    return new TestCall(address, method, path, query, body, headers);
  }

  /** With one more header, or another value for it; none if it is null. */
  TestCall with(String header, String value) {
    Map<String, String> more = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    more.putAll(headers);
    if (value == null) {
      more.remove(header);
    } else {
      more.put(header, value);
    }
    return new TestCall(address, method, path, query, body, more);
  }

  TestCall with(Map<String, String> headers) {
    TestCall call = this;
    for (Map.Entry<String, String> header : headers.entrySet()) {
      call = call.with(header.getKey(), header.getValue());
    }
    return call;
  }

  /** Signed by somebody, now, with a new nonce. */
  TestCall signed(TestSigner signer) {
    return with(signer.headers(method, path, query, body));
  }

  ServerCall call() {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    return new ServerCall(
        address,
        method,
        path,
        query,
        headers::get,
        -1,
        1_000,
        () -> new ByteArrayInputStream(bytes));
  }
}
