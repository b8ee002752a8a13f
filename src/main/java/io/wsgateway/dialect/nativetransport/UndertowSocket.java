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
    forceClose = Reflection.method(session, "forceClose");
    keepOpen();
  }

  /**
   * Takes the socket out of the container's list, which is for closing all at once, with 1001, when
   * the server is suspended, as it is before it stops, or the application is undeployed. Clients
   * are to be sent away at the gateway's own pace, with what still waits for them.
   */
  private void keepOpen() throws ReflectiveOperationException {
    Object list = Reflection.field(session, "openSessions");
    Method remove = list.getClass().getMethod("removeOpenSession", Session.class);
    remove.setAccessible(true);
    remove.invoke(list, session);
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
