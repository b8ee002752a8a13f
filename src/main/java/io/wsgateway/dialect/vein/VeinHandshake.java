package io.wsgateway.dialect.vein;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.wsgateway.config.AppsConfig;
import io.wsgateway.config.GatewayConfig;
import io.wsgateway.core.Audit;
import io.wsgateway.core.Gateway;
import io.wsgateway.core.GatewayException;
import io.wsgateway.core.Refusal;
import io.wsgateway.dialect.HandshakeCheck;
import io.wsgateway.dialect.Visitors;
import io.wsgateway.http.Parameters;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.security.Principal;
import java.time.Instant;
import java.util.Optional;

/**
 * Lets in whoever shows a token of its app. Refusals have status 200 and say in their body what is
 * wrong, as in xlvein; clients see a handshake that failed. The checks have the original's order,
 * and so does the last of them, whether this is a handshake at all.
 */
@ApplicationScoped
public class VeinHandshake implements HandshakeCheck {
  @Inject private Gateway gateway;
  @Inject private GatewayConfig config;
  @Inject private Audit audit;
  @Inject private Visitors visitors;

  @Override
  public String path() {
    return VeinCodec.PATH;
  }

  @Override
  public Optional<Principal> admit(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Parameters query;
    try {
      query = Parameters.of(request, null);
    } catch (GatewayException e) {
      return refuse(response, VeinAnswers.CONNECT_INCOMPLETE);
    }
    String app = query.last("app_id").orElse("");
    String token = query.last("token").orElse("");
    if (app.isEmpty() || token.isEmpty()) {
      audit(request, app, "without app or token");
      return refuse(response, VeinAnswers.CONNECT_INCOMPLETE);
    }
    AppsConfig.App settings = config.apps().get(app);
    if (settings.secrets().isEmpty()) {
      audit(request, app, "the app has no gateway.app.NAME.secret");
      return refuse(response, VeinAnswers.CONNECT_UNKNOWN_APP);
    }
    Optional<VeinAccount> account =
        VeinTokens.account(token, app, settings, Instant.now())
            .filter(known -> canBe(app, known.name()));
    if (account.isEmpty()) {
      audit(request, app, "not signed with the app's secret, not in force, or of nobody");
      return refuse(response, VeinAnswers.CONNECT_BAD_TOKEN);
    }
    if (!"websocket".equalsIgnoreCase(request.getHeader("Upgrade"))) {
      response.setHeader("Sec-WebSocket-Version", "13");
      answer(response, 400, VeinAnswers.TEXT, VeinAnswers.CONNECT_NO_WEBSOCKET);
      return Optional.empty();
    }
    return Optional.of(account.get());
  }

  private void audit(HttpServletRequest request, String app, String why) {
    audit.refused(
        "connect",
        Refusal.TOKEN,
        "dialect",
        VeinCodec.NAME,
        "address",
        visitors.addressOf(request),
        "app",
        app,
        "because",
        why);
  }

  /** The gateway does not know users by every name; one without a name it need not know. */
  private boolean canBe(String app, String name) {
    if (name.isEmpty()) {
      return true;
    }
    try {
      gateway.toUser(app, name);
      return true;
    } catch (GatewayException e) {
      return false;
    }
  }

  private static Optional<Principal> refuse(HttpServletResponse response, String body)
      throws IOException {
    answer(response, HttpServletResponse.SC_OK, VeinAnswers.JSON, body);
    return Optional.empty();
  }

  private static void answer(HttpServletResponse response, int status, String type, String body)
      throws IOException {
    byte[] bytes = body.getBytes(UTF_8);
    response.setStatus(status);
    response.setContentType(type);
    response.setContentLength(bytes.length);
    response.getOutputStream().write(bytes);
  }
}
