package io.wsgateway.dialect.nativetransport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.websocket.RemoteEndpoint;
import jakarta.websocket.Session;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;

/** Containers that are not as they are known. */
class FrameWritersTest {
  @Test
  void anUnknownContainer_isLeftToTheStandardApi_whichIsSaidOnce() {
    List<String> lines = new ArrayList<>();
    Handler handler = handler(lines);
    Logger logger = Logger.getLogger(FrameWriters.class.getName());
    logger.addHandler(handler);
    try {
      Session session = session();
      assertThat(FrameWriters.of(session)).isEmpty();
      assertThat(FrameWriters.of(session)).isEmpty();
    } finally {
      logger.removeHandler(handler);
    }
    assertThat(lines).hasSize(1);
    assertThat(lines.get(0)).contains("is not as it is known here");
  }

  @Test
  void aTyrusOfAnotherShape_isNoticedWhenTheSocketOpens() {
    assertThatThrownBy(() -> TyrusWriter.of(session()))
        .isInstanceOf(ReflectiveOperationException.class);
  }

  private static Session session() {
    return proxy(
        Session.class, List.of(), proxy(RemoteEndpoint.Async.class, List.of(), new Object()));
  }

  /** Answers with the first of these that is of the type that is asked for. */
  private static <T> T proxy(Class<T> type, Object... answers) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> {
              for (Object answer : answers) {
                if (method.getReturnType().isInstance(answer)) {
                  return answer;
                }
              }
              return null;
            }));
  }

  private static Handler handler(List<String> lines) {
    return new Handler() {
      @Override
      public void publish(LogRecord line) {
        lines.add(line.getMessage());
      }

      @Override
      public void flush() {}

      @Override
      public void close() {}
    };
  }
}
