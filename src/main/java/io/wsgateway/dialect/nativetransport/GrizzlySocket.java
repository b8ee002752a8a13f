package io.wsgateway.dialect.nativetransport;

import jakarta.websocket.CloseReason;
import jakarta.websocket.CloseReason.CloseCodes;
import jakarta.websocket.Session;
import java.io.IOException;
import java.lang.reflect.Method;
import java.net.StandardSocketOptions;
import java.nio.channels.NetworkChannel;

/**
 * Payara: Tyrus in a servlet upgrade on Grizzly. Tyrus and the servlet container can only close in
 * good order, behind the data that is stuck, so this goes down to Grizzly.
 */
final class GrizzlySocket extends NativeSocket {
  private static final String[] TO_UPGRADE = {
    "protocolHandler", "writer", "tyrusHttpUpgradeHandler"
  };

  private final Session session;
  private final Object webSocket;
  private final Object connection;
  private final NetworkChannel channel;

  GrizzlySocket(Session session) throws ReflectiveOperationException {
    this.session = session;
    webSocket = Reflection.field(session.getAsyncRemote(), "webSocket");
    connection = connection(webSocket);
    channel = (NetworkChannel) Reflection.call(connection, "getChannel");
    // Missed now rather than when it is needed.
    connection.getClass().getMethod("terminateSilently");
  }

  /** Grizzly's connection under a socket of Tyrus that was just opened. */
  static Object connection(Object webSocket) throws ReflectiveOperationException {
    Object upgrade = webSocket;
    for (String field : TO_UPGRADE) {
      upgrade = Reflection.field(upgrade, field);
    }
    Object request = Reflection.field(Reflection.call(upgrade, "getWebConnection"), "request");
    Object context = Reflection.call(Reflection.call(request, "getCoyoteRequest"), "getContext");
    return Reflection.call(context, "getConnection");
  }

  @Override
  void release() throws ReflectiveOperationException {
    Object wrapper = Reflection.field(webSocket, "endpointWrapper");
    Method onClose =
        wrapper.getClass().getDeclaredMethod("onClose", webSocket.getClass(), CloseReason.class);
    onClose.setAccessible(true);
    onClose.invoke(wrapper, webSocket, new CloseReason(CloseCodes.CLOSED_ABNORMALLY, ""));
    // A frame that came after the end has made another endpoint, which is never told of one.
    Object endpoints = Reflection.field(wrapper, "componentProvider");
    endpoints.getClass().getMethod("removeSession", Session.class).invoke(endpoints, session);
  }

  @Override
  public boolean isOpen() {
    return channel.isOpen();
  }

  @Override
  void abortOnEnd() throws IOException {
    channel.setOption(StandardSocketOptions.SO_LINGER, 0);
  }

  @Override
  void end() throws ReflectiveOperationException {
    connection.getClass().getMethod("terminateSilently").invoke(connection);
  }
}
