package io.wsgateway.api;

import static java.lang.System.Logger.Level.DEBUG;

import io.wsgateway.auth.Caller;
import io.wsgateway.auth.Callers;
import io.wsgateway.auth.ServerCall;
import io.wsgateway.config.GatewayConfig;
import io.wsgateway.config.Scope;
import io.wsgateway.core.Gateway;
import io.wsgateway.core.Receipt;
import io.wsgateway.http.BodyLimit;
import io.wsgateway.http.ServletAnswer;
import jakarta.inject.Inject;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Publishes one message as {@link MessagesResource#publish} does, for the calls that are most of
 * all: plain ones with a body of a known length. With JAX-RS, which finds and calls a resource, it
 * costs about twice as much. Whatever is out of the ordinary goes on to the resource.
 */
public class ShortWay extends HttpFilter {
  private static final long serialVersionUID = 1L;
  private static final System.Logger LOG = System.getLogger(ShortWay.class.getName());
  private static final String JSON = "application/json";

  /** As clients write it most. */
  private static final Set<String> TYPES =
      Set.of(JSON, JSON + "; charset=utf-8", JSON + ";charset=utf-8");

  private static final String END = "/messages";

  @Inject private transient Gateway gateway;
  @Inject private transient GatewayConfig config;
  @Inject private transient Callers callers;
  @Inject private transient Constraints constraints;
  @Inject private transient Publisher publisher;
  @Inject private transient Idempotency idempotency;
  @Inject private transient Replies replies;

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    String path = request.getRequestURI();
    int root = request.getContextPath().length();
    int begin = root + ApiPath.APPS.length();
    int end = path.length() - END.length();
    if (end <= begin
        || !path.endsWith(END)
        || !path.startsWith(ApiPath.APPS, root)
        || !isPlain(path, begin, end)
        || !isPlain(request)) {
      chain.doFilter(request, response);
      return;
    }
    try {
      publish(request, response, path.substring(begin, end));
    } catch (IOException | RuntimeException e) {
      if (response.isCommitted()) {
        throw e;
      }
      ServletAnswer.write(Replies.problem(e), response);
    }
  }

  /** Whether a name is written with what servers and clients all write alike. */
  private static boolean isPlain(String path, int begin, int end) {
    for (int i = begin; i < end; i++) {
      char c = path.charAt(i);
      boolean plain =
          (c >= 'a' && c <= 'z')
              || (c >= 'A' && c <= 'Z')
              || (c >= '0' && c <= '9')
              || c == '-'
              || c == '_';
      if (!plain) {
        return false;
      }
    }
    return true;
  }

  private boolean isPlain(HttpServletRequest request) {
    long length = request.getContentLengthLong();
    String accept = request.getHeader("Accept");
    return length >= 0
        && length <= BodyLimit.of(config)
        && request.getMethod().equals("POST")
        && isJson(request.getContentType())
        && (accept == null || accept.contains("*/*") || accept.contains(JSON))
        && !Callers.wantsMore(request);
  }

  private static boolean isJson(@Nullable String type) {
    return type != null && (type.equals(JSON) || TYPES.contains(type.toLowerCase(Locale.ROOT)));
  }

  private void publish(HttpServletRequest request, HttpServletResponse response, String name)
      throws IOException {
    int length = request.getContentLength();
    Caller caller =
        callers.admit(ServerCall.of(request, length, request::getInputStream), Scope.PUSH);
    caller.requireApp(name);
    String app = gateway.app(name).name();
    JsonBody json = JsonBody.of(read(request, length));
    MessageBody body = json.as(MessageBody::read);
    constraints.check(body);
    Outgoing message = Outgoing.of(body, gateway, app).by(caller.id());
    caller.chargeFor(message.to().size());
    String key = request.getHeader(Idempotency.KEY);
    if (key == null) {
      publish(message, request, response);
    } else {
      answer(
          idempotency
              .once(key, Publisher.scope(app), json, () -> publisher.publishAndTell(message))
              .toCompletableFuture(),
          request,
          response);
    }
  }

  private void publish(Outgoing message, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    List<CompletableFuture<Receipt>> receipts = publisher.publish(message);
    CompletableFuture<Void> settled = publisher.settled(receipts).toCompletableFuture();
    if (settled.isDone()) {
      response.setContentType(JSON);
      ServletAnswer.write(Publisher.answer(receipts), response);
      return;
    }
    answer(
        replies
            .when(settled, done -> Outcome.ok(Publisher.answer(receipts)).toResponse().build())
            .toCompletableFuture(),
        request,
        response);
  }

  private static void answer(
      CompletableFuture<Response> answer, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    if (answer.isDone()) {
      ServletAnswer.write(answer.join(), response);
      return;
    }
    AsyncContext context = request.startAsync();
    context.setTimeout(0);
    CompletionStage<Response> later = answer;
    later.whenComplete((done, failure) -> finish(context, done));
  }

  private static void finish(AsyncContext context, Response answer) {
    try {
      ServletAnswer.write(answer, (HttpServletResponse) context.getResponse());
    } catch (IOException | RuntimeException e) {
      LOG.log(DEBUG, "Whoever pushed has hung up", e);
    } finally {
      context.complete();
    }
  }

  private static byte[] read(HttpServletRequest request, int length) throws IOException {
    InputStream in = request.getInputStream();
    return in.readNBytes(length);
  }
}
