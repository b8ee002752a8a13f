package io.wsgateway.admin;

import static java.lang.System.Logger.Level.WARNING;

import java.lang.management.ManagementFactory;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.management.InstanceNotFoundException;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import javax.management.StandardMBean;

/**
 * What this node has given to JMX, under names that have the number that it started with, so that
 * several gateways in one server do not meet. A gateway that JMX does not take serves without it.
 * Safe for any thread.
 */
final class Registrations {
  private static final System.Logger LOG = System.getLogger(Registrations.class.getName());

  private final int node;
  private final ClassLoader application = Thread.currentThread().getContextClassLoader();
  private final Map<String, ObjectName> names = new HashMap<>();
  private boolean closed;

  /** To be made by a thread of the application. */
  Registrations(int node) {
    this.node = node;
  }

  /**
   * Shows a bean.
   *
   * @param type what it is
   * @param rest what its name says beside the type and the node: empty, or begins with a comma
   * @param view what is shown of it
   */
  synchronized <T> void add(String type, String rest, Class<T> view, T bean) {
    if (closed) {
      return;
    }
    try {
      ObjectName name = new ObjectName("io.wsgateway:type=" + type + ",node=" + node + rest);
      server().registerMBean(new StandardMBean(inApplication(view, bean), view, true), name);
      names.put(type + rest, name);
    } catch (JMException | RuntimeException e) {
      LOG.log(WARNING, "JMX does not show " + type + rest + " of this gateway", e);
    }
  }

  /** Takes it out again. */
  synchronized void remove(String type, String rest) {
    remove(type + rest);
  }

  private void remove(String key) {
    ObjectName name = names.remove(key);
    if (name != null) {
      try {
        server().unregisterMBean(name);
      } catch (InstanceNotFoundException e) {
        // Somebody else took it out.
      } catch (JMException | RuntimeException e) {
        LOG.log(WARNING, "JMX does not give back " + name, e);
      }
    }
  }

  /** Takes out all for good: they would keep the whole application in memory. */
  synchronized void close() {
    closed = true;
    List.copyOf(names.keySet()).forEach(this::remove);
  }

  /**
   * Callers come on threads of JMX that belong to no application, and servers find an application's
   * beans by the thread.
   */
  private <T> T inApplication(Class<T> view, T bean) {
    return view.cast(
        Proxy.newProxyInstance(
            view.getClassLoader(),
            new Class<?>[] {view},
            (proxy, method, arguments) -> {
              Thread thread = Thread.currentThread();
              ClassLoader before = thread.getContextClassLoader();
              thread.setContextClassLoader(application);
              try {
                return method.invoke(bean, arguments);
              } catch (InvocationTargetException e) {
                throw e.getTargetException();
              } finally {
                thread.setContextClassLoader(before);
              }
            }));
  }

  private static MBeanServer server() {
    return ManagementFactory.getPlatformMBeanServer();
  }
}
