package io.wsgateway.dialect;

import jakarta.websocket.RemoteEndpoint;
import jakarta.websocket.SendHandler;
import jakarta.websocket.SendResult;
import jakarta.websocket.Session;
import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;

/** A container's way to write, which notes what it is asked for and tells when the test says so. */
final class FakeRemote {
  private final boolean honoursBatching;
  private final boolean tellsAtOnce;
  private final List<String> calls = new ArrayList<>();
  private final Queue<SendHandler> untold = new ArrayDeque<>();
  private boolean batching;

  FakeRemote(boolean honoursBatching, boolean tellsAtOnce) {
    this.honoursBatching = honoursBatching;
    this.tellsAtOnce = tellsAtOnce;
  }

  /** What was asked for, a word each. */
  List<String> calls() {
    return calls;
  }

  /** Whether batching was left on. */
  boolean isBatching() {
    return batching;
  }

  /** Tells of the end of the oldest write that was not told of. */
  void tell(SendResult result) {
    untold.remove().onResult(result);
  }

  /** How many writes were not told of. */
  int untold() {
    return untold.size();
  }

  Session session() {
    RemoteEndpoint.Async remote =
        (RemoteEndpoint.Async)
            Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {RemoteEndpoint.Async.class},
                (proxy, method, arguments) -> call(method.getName(), arguments));
    return (Session)
        Proxy.newProxyInstance(
            getClass().getClassLoader(),
            new Class<?>[] {Session.class},
            (proxy, method, arguments) -> remote);
  }

  private Object call(String method, Object[] arguments) {
    switch (method) {
      case "setBatchingAllowed" -> batching = (Boolean) arguments[0];
      case "getBatchingAllowed" -> {
        return honoursBatching && batching;
      }
      case "flushBatch" -> calls.add(batching ? "flushed too early" : "flush");
      case "sendPing" -> calls.add("ping");
      case "sendText" -> send((String) arguments[0], (SendHandler) arguments[1]);
      case "sendBinary" ->
          send(
              StandardCharsets.UTF_8.decode((ByteBuffer) arguments[0]).toString(),
              (SendHandler) arguments[1]);
      default -> throw new UnsupportedOperationException(method);
    }
    return null;
  }

  private void send(String text, SendHandler handler) {
    calls.add(batching ? "+" + text : text);
    if (tellsAtOnce) {
      handler.onResult(new SendResult());
    } else {
      untold.add(handler);
    }
  }
}
