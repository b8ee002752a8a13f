package io.wsgateway.admin;

import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import javax.management.JMException;
import javax.management.MBeanOperationInfo;
import javax.management.MBeanParameterInfo;
import javax.management.MBeanServer;
import javax.management.ObjectName;

/**
 * Does for a test what a console would do, within the server: names all of the gateway's MBeans, a
 * line each; with {@code attribute}, tells that of the one with the given {@code node}, {@code
 * type} and {@code app}; with {@code operation}, invokes that with what is given as {@code
 * argument}; with {@code pid} alone, tells the server's process.
 */
@WebServlet("/jmx")
public class JmxServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    response.setContentType("text/plain");
    response.setCharacterEncoding("UTF-8");
    if ("pid".equals(request.getQueryString())) {
      response.getWriter().println(ProcessHandle.current().pid());
      return;
    }
    try {
      response.getWriter().println(answer(request));
    } catch (JMException | RuntimeException e) {
      response.getWriter().println(e + ", " + e.getCause());
    }
  }

  private static String answer(HttpServletRequest request) throws JMException {
    MBeanServer server = ManagementFactory.getPlatformMBeanServer();
    String attribute = request.getParameter("attribute");
    String operation = request.getParameter("operation");
    if (attribute == null && operation == null) {
      return String.join(
          "\n",
          server.queryNames(new ObjectName("io.wsgateway:*"), null).stream()
              .map(ObjectName::toString)
              .toList());
    }
    String type = request.getParameter("type");
    String app = request.getParameter("app");
    ObjectName name =
        new ObjectName(
            "io.wsgateway:type="
                + (type == null ? "Access" : type)
                + ",node="
                + request.getParameter("node")
                + (app == null ? "" : ",app=" + ObjectName.quote(app)));
    Object result =
        attribute != null
            ? server.getAttribute(name, attribute)
            : invoke(server, name, operation, request.getParameterValues("argument"));
    return result instanceof Object[] array ? Arrays.toString(array) : String.valueOf(result);
  }

  private static Object invoke(
      MBeanServer server, ObjectName name, String operation, String[] arguments)
      throws JMException {
    for (MBeanOperationInfo known : server.getMBeanInfo(name).getOperations()) {
      if (known.getName().equals(operation)) {
        String[] types =
            Arrays.stream(known.getSignature())
                .map(MBeanParameterInfo::getType)
                .toArray(String[]::new);
        Object[] values = new Object[types.length];
        for (int i = 0; i < types.length; i++) {
          values[i] = value(types[i], arguments[i]);
        }
        return server.invoke(name, operation, values, types);
      }
    }
    throw new IllegalArgumentException("There is no operation " + operation);
  }

  private static Object value(String type, String text) {
    return switch (type) {
      case "long" -> Long.valueOf(text);
      case "int" -> Integer.valueOf(text);
      default -> text;
    };
  }
}
