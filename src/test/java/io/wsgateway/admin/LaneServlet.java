package io.wsgateway.admin;

import io.wsgateway.core.Connection;
import io.wsgateway.core.Dialect;
import io.wsgateway.core.DisconnectReason;
import io.wsgateway.core.Gateway;
import io.wsgateway.core.Payload;
import io.wsgateway.core.Publication;
import io.wsgateway.core.Transport;
import io.wsgateway.core.Visitor;
import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;

/**
 * Makes all delivery threads of the gateway beside it hang in foreign code ({@code ?hang}) until
 * the next call, or collects garbage ({@code ?gc}). For one test at a time.
 */
@WebServlet("/lanes")
public class LaneServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;
  private static final int MORE_THAN_LANES = 64;

  @Inject private transient Gateway gateway;
  private transient CountDownLatch hanging = new CountDownLatch(0);

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    hanging.countDown();
    if ("hang".equals(request.getQueryString())) {
      hang();
    }
    if ("gc".equals(request.getQueryString())) {
      System.gc();
    }
    response.setContentType("text/plain");
    response.getWriter().print("done");
  }

  private void hang() {
    CountDownLatch until = new CountDownLatch(1);
    hanging = until;
    List<Connection> connections = new ArrayList<>();
    for (int i = 0; i < MORE_THAN_LANES; i++) {
      connections.add(gateway.connect(new Nothing(), new Nowhere(), Visitor.UNKNOWN, "lanes"));
    }
    for (Connection connection : connections) {
      gateway.send(connection, Payload.text(""), () -> await(until));
      gateway.disconnected(connection, 1000, "");
    }
  }

  private static void await(CountDownLatch until) {
    try {
      until.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static final class Nothing implements Dialect {
    @Override
    public String name() {
      return "nothing";
    }

    @Override
    public String path() {
      return "/nothing";
    }

    @Override
    public Optional<Payload> encode(Publication publication) {
      return Optional.empty();
    }
  }

  private static final class Nowhere implements Transport {
    @Override
    public void write(List<Payload> messages, Completion done) {
      done.complete(null);
    }

    @Override
    public CompletionStage<Void> close(DisconnectReason reason) {
      return CompletableFuture.completedFuture(null);
    }
  }
}
