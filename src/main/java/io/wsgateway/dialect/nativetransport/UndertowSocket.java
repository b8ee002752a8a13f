package io.wsgateway.dialect.nativetransport;

import jakarta.websocket.Session;
import java.lang.reflect.Method;

/** WildFly: Undertow on XNIO. */
final class UndertowSocket extends NativeSocket {
  private final Session session;
  private final Object channel;
  private final Method forceClose;

  UndertowSocket(Session session) throws ReflectiveOperationException {
    this.session = session;
    channel = Reflection.call(session, "getWebSocketChannel");
    forceClose = session.getClass().getMethod("forceClose");
  }

  @Override
  void abortOnEnd() throws ReflectiveOperationException {
    ClassLoader loader = channel.getClass().getClassLoader();
    Object abort =
        Class.forName("org.xnio.Options", false, loader).getField("CLOSE_ABORT").get(null);
    Class<?> option = Class.forName("org.xnio.Option", false, loader);
    channel.getClass().getMethod("setOption", option, Object.class).invoke(channel, abort, true);
  }

  @Override
  void end() throws ReflectiveOperationException {
    forceClose.invoke(session);
  }
}
