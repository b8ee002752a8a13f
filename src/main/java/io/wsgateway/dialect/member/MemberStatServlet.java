package io.wsgateway.dialect.member;

import io.wsgateway.auth.Callers;
import io.wsgateway.auth.ServerCall;
import io.wsgateway.config.GatewayConfig;
import io.wsgateway.config.Scope;
import io.wsgateway.core.GatewayException;
import io.wsgateway.http.BodyLimit;
import io.wsgateway.http.Problem;
import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/**
 * {@code /stat}: the {@linkplain MemberStatistics statistics of this node}, by any method. The
 * original answers on loopback only. So it is here, where others may show a key; whether they may
 * push without one, by {@code gateway.push.open}, does not count.
 */
@WebServlet(urlPatterns = MemberStatServlet.PATH, asyncSupported = true)
public class MemberStatServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;
  static final String PATH = "/stat";

  @Inject private transient MemberStatistics statistics;
  @Inject private transient Callers callers;
  @Inject private transient GatewayConfig config;

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    try {
      ServerCall call = ServerCall.of(request, BodyLimit.of(config), request::getInputStream);
      callers.admitInsider(call, Scope.READ).requireApp(config.member().app());
      PlainText.write(response, statistics.text());
    } catch (GatewayException e) {
      Problem.of(e).writeTo(response);
    }
  }
}
