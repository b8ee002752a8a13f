package io.wsgateway.dialect.nativetransport;

import java.io.IOException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import javax.net.ssl.SSLEngine;
import org.jspecify.annotations.Nullable;

/**
 * Writes bytes to connections of Grizzly, as its own HTTP server does: through the connection's
 * queue, which any thread may add to, keeps the order and tells when the system has taken the bytes
 * of one. A plain connection's queue is used directly, one of TLS through the filters that encrypt.
 * One for all connections of a server. Any thread.
 */
final class GrizzlyPipe {
  private static final String PACKAGE = "org.glassfish.grizzly.";
  private static final Integer KNOWN = 4;
  private static final MethodHandles.Lookup LOOKUP = MethodHandles.publicLookup();

  private final ClassLoader loader;
  private final Class<?> handlerType;
  private final MethodHandle wrap;
  private final MethodHandle engine;
  private final MethodHandle writePlain;
  private final MethodHandle writeFiltered;
  private final MethodHandle queueOf;
  private final MethodHandle bytesIn;

  /**
   * @param connection any of the server's
   */
  GrizzlyPipe(Object connection) throws ReflectiveOperationException {
    loader = connection.getClass().getClassLoader();
    Object version = type("Grizzly").getMethod("getMajorVersion").invoke(null);
    if (!KNOWN.equals(version)) {
      throw new ReflectiveOperationException("Grizzly is " + version + ", known is " + KNOWN);
    }
    Object memory = Reflection.call(connection, "getMemoryManager");
    Object writer = writer(connection);
    Class<?> connectionType = type("Connection");
    Class<?> bufferType = type("Buffer");
    handlerType = type("CompletionHandler");
    wrap =
        LOOKUP
            .findStatic(
                type("memory.Buffers"),
                "wrap",
                MethodType.methodType(bufferType, type("memory.MemoryManager"), byte[].class))
            .bindTo(memory)
            .asType(MethodType.methodType(Object.class, byte[].class));
    engine =
        LOOKUP
            .findStatic(
                type("ssl.SSLUtils"),
                "getSSLEngine",
                MethodType.methodType(SSLEngine.class, connectionType))
            .asType(MethodType.methodType(Object.class, Object.class));
    MethodHandle queue =
        LOOKUP
            .findVirtual(
                type("asyncqueue.AsyncQueueWriter"),
                "write",
                MethodType.methodType(
                    void.class,
                    connectionType,
                    Object.class,
                    type("asyncqueue.WritableMessage"),
                    handlerType,
                    type("asyncqueue.MessageCloner")))
            .bindTo(writer);
    MethodType call = MethodType.methodType(void.class, Object.class, Object.class, Object.class);
    // No other address than the connection's; nobody changes the bytes, so they need no copy.
    writePlain =
        MethodHandles.insertArguments(
                MethodHandles.insertArguments(queue, 4, new Object[] {null}),
                1,
                new Object[] {null})
            .asType(call);
    writeFiltered =
        LOOKUP
            .findVirtual(
                connectionType,
                "write",
                MethodType.methodType(void.class, Object.class, handlerType))
            .asType(call);
    Class<?> queueType = type("asyncqueue.TaskQueue");
    queueOf =
        LOOKUP
            .findVirtual(
                type("nio.NIOConnection"), "getAsyncWriteQueue", MethodType.methodType(queueType))
            .asType(MethodType.methodType(Object.class, Object.class));
    bytesIn =
        LOOKUP
            .findVirtual(queueType, "spaceInBytes", MethodType.methodType(int.class))
            .asType(MethodType.methodType(int.class, Object.class));
  }

  /** What writes all TCP connections. */
  private static Object writer(Object connection) throws ReflectiveOperationException {
    Object transport = Reflection.call(connection, "getTransport");
    return Reflection.call(Reflection.call(transport, "getAsyncQueueIO"), "getWriter");
  }

  private Class<?> type(String name) throws ClassNotFoundException {
    return Class.forName(PACKAGE + name, false, loader);
  }

  /** Whether it can write this one, too: it belongs to the same server. */
  boolean knows(Object connection) {
    return connection.getClass().getClassLoader() == loader;
  }

  /** Told how it goes with each write. */
  interface Outcome {
    /** The system has taken some bytes, and not all. */
    void wroteSome();

    /**
     * Once: the system has taken all bytes, or none will be taken any more, because of a failure.
     */
    void written(@Nullable Throwable failure);
  }

  /** How many bytes the system has not taken yet of all that was written to a connection. */
  int left(Object connection) throws Throwable {
    Object queue = (Object) queueOf.invokeExact(connection);
    return (int) bytesIn.invokeExact(queue);
  }

  /** An outcome as Grizzly wants to be given it. */
  Object handler(Outcome outcome) {
    return Proxy.newProxyInstance(loader, new Class<?>[] {handlerType}, new Handler(outcome));
  }

  /** Whether what is written to a connection is encrypted first. */
  boolean isEncrypted(Object connection) throws Throwable {
    return (Object) engine.invokeExact(connection) != null;
  }

  /**
   * Writes bytes, which nobody changes any more.
   *
   * @param handler is told the outcome, possibly before this method returns
   * @throws Throwable before anything was written; the handler may have been told, or not
   */
  void write(Object connection, boolean encrypted, byte[] bytes, Object handler) throws Throwable {
    Object buffer = (Object) wrap.invokeExact(bytes);
    if (encrypted) {
      writeFiltered.invokeExact(connection, buffer, handler);
    } else {
      writePlain.invokeExact(connection, buffer, handler);
    }
  }

  /** A completion handler of Grizzly. */
  private record Handler(Outcome outcome) implements InvocationHandler {
    @Override
    public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments) {
      switch (method.getName()) {
        case "completed" -> outcome.written(null);
        case "failed" ->
            outcome.written(
                arguments != null && arguments[0] instanceof Throwable failure
                    ? failure
                    : new IOException("The write failed"));
        case "cancelled" -> outcome.written(new IOException("The write was cancelled"));
        case "equals" -> {
          return arguments != null && proxy == arguments[0];
        }
        case "hashCode" -> {
          return System.identityHashCode(proxy);
        }
        case "toString" -> {
          return outcome.toString();
        }
        case "updated" -> outcome.wroteSome();
        default -> {}
      }
      return null;
    }
  }
}
