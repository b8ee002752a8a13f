package io.wsgateway.dialect;

import io.wsgateway.core.OnlyOne;
import jakarta.enterprise.inject.spi.CDI;
import jakarta.enterprise.inject.spi.Unmanaged;
import jakarta.websocket.HandshakeResponse;
import jakarta.websocket.server.HandshakeRequest;
import jakarta.websocket.server.ServerEndpointConfig;
import java.lang.ref.WeakReference;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * An endpoint of which one object is injected, and each connection gets a copy of that before it
 * opens. Containers would look up for each what is to be injected; Payara keeps what it found, two
 * kilobytes of it, as long as the connection is open. What is injected is shared by all
 * connections, so it must be for any thread.
 */
public abstract class InjectedOnce implements Cloneable {

  private InjectedOnce copy() {
    try {
      return (InjectedOnce) clone();
    } catch (CloneNotSupportedException e) {
      throw new AssertionError(e);
    }
  }

  /** Makes the endpoints of one class. */
  public static class Copies extends ServerEndpointConfig.Configurator {
    // Containers keep this for longer than the application, some with all that it refers to.
    private volatile WeakReference<@Nullable InjectedOnce> original = new WeakReference<>(null);

    /** Asked for each handshake: other calls come where there is no context to look up beans in. */
    @Override
    public void modifyHandshake(
        ServerEndpointConfig config, HandshakeRequest request, HandshakeResponse response) {
      if (original.get() == null) {
        Originals originals = CDI.current().select(Originals.class).get();
        original =
            new WeakReference<>(
                originals.of(config.getEndpointClass().asSubclass(InjectedOnce.class)));
      }
    }

    @Override
    public <T> T getEndpointInstance(Class<T> type) {
      return type.cast(Objects.requireNonNull(original.get(), "No handshake came before").copy());
    }
  }

  /** The objects that are injected, as long as there is the application. Safe for any thread. */
  @OnlyOne
  public static class Originals {
    private final Map<Class<?>, InjectedOnce> all = new ConcurrentHashMap<>();

    InjectedOnce of(Class<? extends InjectedOnce> type) {
      return all.computeIfAbsent(type, missing -> injected(type));
    }

    private static <T extends InjectedOnce> T injected(Class<T> type) {
      return new Unmanaged<>(CDI.current().getBeanManager(), type)
          .newInstance()
          .produce()
          .inject()
          .postConstruct()
          .get();
    }
  }
}
