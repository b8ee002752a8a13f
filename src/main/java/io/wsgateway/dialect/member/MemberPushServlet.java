package io.wsgateway.dialect.member;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.wsgateway.auth.Caller;
import io.wsgateway.auth.Callers;
import io.wsgateway.auth.ServerCall;
import io.wsgateway.config.GatewayConfig;
import io.wsgateway.config.Scope;
import io.wsgateway.core.Audit;
import io.wsgateway.core.Destination;
import io.wsgateway.core.ErrorCode;
import io.wsgateway.core.Gateway;
import io.wsgateway.core.GatewayException;
import io.wsgateway.core.Payload;
import io.wsgateway.core.PublishOptions;
import io.wsgateway.core.Refusal;
import io.wsgateway.http.BodyLimit;
import io.wsgateway.http.Problem;
import io.wsgateway.http.StrangersBodies;
import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;

/**
 * {@code /push}: one JSON message, by any method and with any content type, is answered with 202
 * and nothing else as soon as it is accepted. A servlet and no resource, because resources know
 * only the methods that they name.
 */
@WebServlet(urlPatterns = MemberPushServlet.PATH, asyncSupported = true)
public class MemberPushServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;
  static final String PATH = "/push";

  private static final String BAD_BODY = "bind push message error failed to parse request body\n";

  @Inject private transient Gateway gateway;
  @Inject private transient GatewayConfig config;
  @Inject private transient Callers callers;
  @Inject private transient Audit audit;
  @Inject private transient StrangersBodies bodies;

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    try {
      long limit = BodyLimit.of(config);
      ServerCall call =
          ServerCall.of(
              request,
              limit,
              () -> bodies.open(request.getRemoteAddr(), request.getInputStream(), limit + 1));
      Caller caller = callers.admit(call, Scope.PUSH);
      caller.requireApp(config.member().app());
      Optional<MemberCodec.Push> push = MemberCodec.push(new String(body(call, request), UTF_8));
      if (push.isPresent()) {
        publish(push.get(), PublishOptions.NONE.by(caller.id()));
        response.setStatus(HttpServletResponse.SC_ACCEPTED);
        response.setContentLength(0);
      } else {
        refuse(response);
      }
    } catch (GatewayException e) {
      if (e.code() == ErrorCode.TOO_LARGE && e.refusal() == null) {
        audit.refused("body", Refusal.SIZE, "address", request.getRemoteAddr());
      }
      Problem.of(e).writeTo(response);
    }
  }

  /** By now it is known who sends it. */
  private byte[] body(ServerCall call, HttpServletRequest request) throws IOException {
    Optional<byte[]> read = call.bodyThatWasRead();
    return read.isPresent()
        ? read.get()
        : ServerCall.of(request, BodyLimit.of(config), request::getInputStream).body();
  }

  /**
   * To all who subscribed a public topic; of a private one, to the one member that is named.
   * Nobody's number and no topic are accepted, too, and reach nobody.
   */
  private void publish(MemberCodec.Push push, PublishOptions options) {
    String app = config.member().app();
    String member = Long.toString(push.member());
    Payload text = Payload.text(push.text());
    if (config.member().privateTopics().contains(push.topic())) {
      if (push.member() > 0) {
        Destination user = gateway.toUser(app, member);
        gateway.publish(user, text, options.attribute(MemberCodec.MEMBER_APP, push.topic()));
      }
    } else if (!push.topic().isEmpty()) {
      Destination topic = gateway.toTopic(app, push.topic());
      gateway.publish(topic, text, options.attribute(MemberCodec.MEMBER_ID, member));
    }
  }

  private static void refuse(HttpServletResponse response) throws IOException {
    response.setStatus(HttpServletResponse.SC_BAD_REQUEST);
    PlainText.write(response, BAD_BODY);
  }
}
