import com.sun.tools.attach.VirtualMachine;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanOperationInfo;
import javax.management.MBeanParameterInfo;
import javax.management.MBeanServerConnection;
import javax.management.ObjectName;
import javax.management.RuntimeMBeanException;
import javax.management.openmbean.CompositeData;
import javax.management.openmbean.TabularData;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/**
 * Reads and calls the MBeans of a wsgateway from a shell, on any server. It attaches to the server's
 * process on this machine, as the same user, and needs a JDK and no open port:
 *
 * <pre>
 * java Jmx.java PID                               what there is
 * java Jmx.java PID Node                          all that it tells
 * java Jmx.java PID Node Connections              one of it
 * java Jmx.java PID Node drain 5000 1000          have something done
 * java Jmx.java PID App=shop closeUser bob ""     an app's; Node@NUMBER if there are several gateways
 * </pre>
 *
 * Instead of PID, an address (service:jmx:...) and, in JMX_USER and JMX_PASSWORD, who asks. Ends with
 * 1 if something cannot be done.
 */
public class Jmx {
  private final MBeanServerConnection server;

  private Jmx(MBeanServerConnection server) {
    this.server = server;
  }

  public static void main(String[] arguments) throws Exception {
    if (arguments.length == 0) {
      System.err.println("java Jmx.java PID [BEAN [ATTRIBUTE | OPERATION ARGUMENT...]]");
      System.exit(2);
    }
    try (JMXConnector connector = connect(arguments[0])) {
      Jmx jmx = new Jmx(connector.getMBeanServerConnection());
      jmx.run(Arrays.asList(arguments).subList(1, arguments.length));
    } catch (RuntimeMBeanException e) {
      fail(e.getCause().getMessage());
    } catch (IllegalArgumentException e) {
      fail(e.getMessage());
    }
  }

  private static void fail(String why) {
    System.err.println(why);
    System.exit(1);
  }

  private static JMXConnector connect(String target) throws Exception {
    if (target.startsWith("service:")) {
      String user = System.getenv("JMX_USER");
      return JMXConnectorFactory.connect(
          new JMXServiceURL(target),
          user == null
              ? Map.of()
              : Map.of(
                  JMXConnector.CREDENTIALS,
                  new String[] {user, System.getenv().getOrDefault("JMX_PASSWORD", "")}));
    }
    VirtualMachine machine = VirtualMachine.attach(target);
    try {
      return JMXConnectorFactory.connect(new JMXServiceURL(machine.startLocalManagementAgent()));
    } finally {
      machine.detach();
    }
  }

  private void run(List<String> words) throws Exception {
    if (words.isEmpty()) {
      server.queryNames(new ObjectName("io.wsgateway:*"), null).stream()
          .map(ObjectName::toString)
          .sorted()
          .forEach(System.out::println);
      return;
    }
    ObjectName bean = find(words.get(0));
    if (words.size() == 1) {
      for (MBeanAttributeInfo one : server.getMBeanInfo(bean).getAttributes()) {
        print(one.getName() + ": ", server.getAttribute(bean, one.getName()));
      }
    } else if (isAttribute(bean, words.get(1))) {
      print("", server.getAttribute(bean, words.get(1)));
    } else {
      print("", call(bean, words.get(1), words.subList(2, words.size())));
    }
  }

  private ObjectName find(String text) throws Exception {
    String[] typeAndNode = text.split("@", 2);
    String[] typeAndApp = typeAndNode[0].split("=", 2);
    String node = typeAndNode.length == 1 ? "*" : typeAndNode[1];
    String app = typeAndApp.length == 1 ? "" : ",app=" + ObjectName.quote(typeAndApp[1]);
    ObjectName pattern = new ObjectName("io.wsgateway:type=" + typeAndApp[0] + ",node=" + node + app);
    List<ObjectName> found = new ArrayList<>(server.queryNames(pattern, null));
    if (found.size() != 1) {
      throw new IllegalArgumentException(
          found.isEmpty()
              ? "There is no " + text + " in this process"
              : "There are several: " + found + "; say which as " + text + "@NUMBER");
    }
    return found.get(0);
  }

  private boolean isAttribute(ObjectName bean, String name) throws Exception {
    return Arrays.stream(server.getMBeanInfo(bean).getAttributes())
        .anyMatch(one -> one.getName().equals(name));
  }

  private Object call(ObjectName bean, String name, List<String> arguments) throws Exception {
    for (MBeanOperationInfo one : server.getMBeanInfo(bean).getOperations()) {
      MBeanParameterInfo[] wanted = one.getSignature();
      if (one.getName().equals(name) && wanted.length == arguments.size()) {
        Object[] values = new Object[wanted.length];
        String[] types = new String[wanted.length];
        for (int i = 0; i < wanted.length; i++) {
          types[i] = wanted[i].getType();
          values[i] = value(types[i], arguments.get(i));
        }
        return server.invoke(bean, name, values, types);
      }
    }
    throw new IllegalArgumentException(
        "There is no attribute " + name + ", and no operation with " + arguments.size() + " arguments");
  }

  private static Object value(String type, String text) {
    switch (type) {
      case "long":
        return Long.valueOf(text);
      case "int":
        return Integer.valueOf(text);
      default:
        return text;
    }
  }

  private static void print(String before, Object value) {
    if (value instanceof TabularData) {
      Map<String, Object> rows = new TreeMap<>();
      for (Object row : ((TabularData) value).values()) {
        CompositeData entry = (CompositeData) row;
        rows.put(String.valueOf(entry.get("key")), entry.get("value"));
      }
      System.out.println(before + rows);
    } else if (value instanceof CompositeData[]) {
      for (CompositeData one : (CompositeData[]) value) {
        System.out.println(before + new ArrayList<>(one.values()));
      }
    } else {
      System.out.println(before + value);
    }
  }
}
