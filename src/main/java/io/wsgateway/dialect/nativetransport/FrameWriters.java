package io.wsgateway.dialect.nativetransport;

import static java.lang.System.Logger.Level.INFO;

import jakarta.websocket.Session;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Knows which containers can be handed frames that are ready. Any thread. */
public final class FrameWriters {
  private static final System.Logger LOG = System.getLogger(FrameWriters.class.getName());
  private static final Set<String> TOLD = ConcurrentHashMap.newKeySet();

  private FrameWriters() {}

  /**
   * What writes ready frames to a socket that was just opened, several at once. Empty if its
   * container is not one that is known here, in the form that is known. Either is logged once.
   */
  public static Optional<FrameWriter> of(Session session) {
    try {
      return switch (session.getClass().getName()) {
        case "io.undertow.websockets.jsr.UndertowSession" ->
            known(session, UndertowWriter.of(session));
        case "org.glassfish.tyrus.core.TyrusSession" -> known(session, TyrusWriter.of(session));
        default -> unknown(session, null);
      };
    } catch (ReflectiveOperationException | RuntimeException | LinkageError e) {
      return unknown(session, e);
    }
  }

  private static Optional<FrameWriter> known(Session session, Optional<FrameWriter> writer) {
    String type = session.getClass().getName();
    if (writer.isPresent() && TOLD.add(type)) {
      LOG.log(INFO, type + " is known here, so that several messages are written at once");
    }
    return writer;
  }

  private static Optional<FrameWriter> unknown(Session session, @Nullable Throwable failure) {
    String type = session.getClass().getName();
    if (TOLD.add("not " + type)) {
      LOG.log(
          INFO,
          type
              + " is not as it is known here, so that messages are written with the standard API,"
              + " which is slower",
          failure);
    }
    return Optional.empty();
  }
}
