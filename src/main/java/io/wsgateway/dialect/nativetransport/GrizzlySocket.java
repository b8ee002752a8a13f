package io.wsgateway.dialect.nativetransport;

import jakarta.websocket.Session;
import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.channels.NetworkChannel;

/**
 * Payara: Tyrus in a servlet upgrade on Grizzly. Tyrus and the servlet container can only close in
 * good order, behind the data that is stuck, so this goes down to Grizzly.
 */
final class GrizzlySocket extends NativeSocket {
  private static final String[] TO_UPGRADE = {
    "webSocket", "protocolHandler", "writer", "tyrusHttpUpgradeHandler"
  };

  private final Object connection;
  private final NetworkChannel channel;

  GrizzlySocket(Session session) throws ReflectiveOperationException {
    Object upgrade = session.getAsyncRemote();
    for (String field : TO_UPGRADE) {
      upgrade = Reflection.field(upgrade, field);
    }
    Object request = Reflection.field(Reflection.call(upgrade, "getWebConnection"), "request");
    Object context = Reflection.call(Reflection.call(request, "getCoyoteRequest"), "getContext");
    connection = Reflection.call(context, "getConnection");
    channel = (NetworkChannel) Reflection.call(connection, "getChannel");
    // Missed now rather than when it is needed.
    connection.getClass().getMethod("terminateSilently");
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
