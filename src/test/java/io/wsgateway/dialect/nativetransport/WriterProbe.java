package io.wsgateway.dialect.nativetransport;

import io.wsgateway.core.Payload;
import io.wsgateway.core.Transport.Completion;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.websocket.CloseReason;
import jakarta.websocket.OnOpen;
import jakarta.websocket.Session;
import jakarta.websocket.server.PathParam;
import jakarta.websocket.server.ServerEndpoint;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Sockets that do nothing but what a test tells their writers to, and note what these tell of it.
 */
@ServerEndpoint("/probe/{name}")
public class WriterProbe {
  private static final Map<String, WriterProbe> PROBES = new ConcurrentHashMap<>();

  private final Queue<String> told = new ConcurrentLinkedQueue<>();
  private Session session;
  private FrameWriter writer;
  private Object lock;

  @OnOpen
  public void open(Session opened, @PathParam("name") String name) {
    opened.setMaxIdleTimeout(0);
    session = opened;
    writer = FrameWriters.of(opened).orElseThrow();
    lock = lock(opened);
    PROBES.put(name, this);
  }

  private void write(int count, int size) {
    List<Payload> messages =
        IntStream.range(0, count).mapToObj(i -> Payload.text(message(i, size))).toList();
    writer.write(messages, new Note());
  }

  /** A message of a write, by its number. */
  static String message(int number, int size) {
    String head = number + ":";
    return head + "x".repeat(Math.max(0, size - head.length()));
  }

  /** What the container locks while it writes to a socket: by name, as servers differ in it. */
  private static Object lock(Session session) {
    try {
      if (session.getClass().getSimpleName().equals("UndertowSession")) {
        return Reflection.call(session, "getWebSocketChannel");
      }
      Object webSocket = Reflection.field(session.getAsyncRemote(), "webSocket");
      return Reflection.field(Reflection.field(webSocket, "protocolHandler"), "writer");
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Undertow's timeout for writes, in milliseconds. */
  private void setTimeout(int millis) {
    try {
      ClassLoader loader = lock.getClass().getClassLoader();
      Class<?> option = Class.forName("org.xnio.Option", false, loader);
      Object timeout =
          Class.forName("org.xnio.Options", false, loader).getField("WRITE_TIMEOUT").get(null);
      lock.getClass()
          .getMethod("setOption", option, Object.class)
          .invoke(lock, timeout, Integer.valueOf(millis));
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Notes how a write went, and whether that was told with nothing locked. */
  private final class Note implements Completion {
    @Override
    public void complete(@Nullable Throwable failure) {
      String how = failure == null ? "written" : failure.getClass().getSimpleName();
      told.add(Thread.holdsLock(lock) ? how + " under a lock" : how);
    }
  }

  /**
   * Does what a test wants with a socket, and answers with all that was told so far, or {@code
   * none} if it is not open yet.
   */
  @WebServlet("/probe-control")
  public static class Control extends HttpServlet {
    private static final long serialVersionUID = 1L;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
        throws IOException {
      response.setContentType("text/plain");
      WriterProbe probe = PROBES.get(request.getParameter("name"));
      if (probe == null) {
        response.getWriter().print("none");
        return;
      }
      if (request.getParameter("count") != null) {
        probe.write(number(request, "count"), number(request, "size"));
      }
      if (request.getParameter("timeout") != null) {
        probe.setTimeout(number(request, "timeout"));
      }
      if (request.getParameter("close") != null) {
        probe.session.close(new CloseReason(CloseReason.CloseCodes.GOING_AWAY, "told to"));
      }
      response.getWriter().print(String.join(",", probe.told));
    }

    private static int number(HttpServletRequest request, String name) {
      return Integer.parseInt(request.getParameter(name));
    }
  }
}
