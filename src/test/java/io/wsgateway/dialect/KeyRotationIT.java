package io.wsgateway.dialect;

import static io.wsgateway.dialect.FiveClients.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.wsgateway.auth.KeyServer;
import io.wsgateway.auth.SigningKeys;
import io.wsgateway.client.Eventually;
import io.wsgateway.client.RawWebSocket;
import io.wsgateway.server.GatewayWar;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/**
 * While clients come and pushes flow, an issuer changes its keys one after the other and is away in
 * between: no client notices.
 */
@ArquillianTest
@RunAsClient
class KeyRotationIT {
  private static final SigningKeys FIRST = SigningKeys.ed25519("first");
  private static final SigningKeys SECOND = SigningKeys.rsa("second");
  private static final SigningKeys THIRD = SigningKeys.ed25519("third");
  private static final KeyServer ISSUER = KeyServer.start(SigningKeys.set(FIRST));

  @ArquillianResource private URI base;

  private volatile String token = FIRST.token("EdDSA", "{\"sub\":\"7\"}");
  private volatile boolean over;
  private volatile boolean quiet;
  private final AtomicInteger arrived = new AtomicInteger();
  private final AtomicInteger pushed = new AtomicInteger();
  private final List<String> trouble = new CopyOnWriteArrayList<>();

  @Deployment
  static WebArchive war() {
    return GatewayWar.atRoot(
        Map.of(
            "gateway.apps", "shop",
            "gateway.app.shop.auth", "jwt",
            "gateway.app.shop.jwks-url", ISSUER.url().toString(),
            "gateway.auth.jwks-interval", "300ms"));
  }

  @AfterAll
  static void stop() {
    ISSUER.close();
  }

  @Test
  void keysThatChange_andAnIssuerThatIsAway_areNoticedByNoClient() {
    try (RawWebSocket staying = SecuredDialect.REG.login(base, "7", token)) {
      SecuredDialect.REG.expectIn(staying, "7");
      CompletableFuture<Void> coming = CompletableFuture.runAsync(this::comeAndGo);
      CompletableFuture<Void> pushing = CompletableFuture.runAsync(() -> push(staying));

      await(10);
      ISSUER.status(503);
      awaitRequests(2);
      await(10);
      // The next key is known for a while before it is used, as issuers do it.
      ISSUER.keys(SigningKeys.set(FIRST, SECOND));
      ISSUER.status(200);
      awaitRequests(2);
      token = SECOND.token("RS256", "{\"sub\":\"7\"}");
      await(10);
      ISSUER.keys(SigningKeys.set(SECOND, THIRD));
      awaitRequests(2);
      ISSUER.status(500);
      token = THIRD.token("EdDSA", "{\"sub\":\"7\"}");
      await(10);

      over = true;
      coming.join();
      quiet = true;
      pushing.join();
      assertThat(trouble).isEmpty();
      assertThat(pushed.get()).isGreaterThan(30);
      try (RawWebSocket late =
          SecuredDialect.REG.login(base, "7", FIRST.token("EdDSA", "{\"sub\":\"7\"}"))) {
        SecuredDialect.REG.expectRefused(late);
      }
    }
  }

  private void comeAndGo() {
    while (!over) {
      try (RawWebSocket client = SecuredDialect.REG.login(base, "7", token)) {
        // Whoever is refused is told so, and is pushed nothing.
        assertThat(text(client)).startsWith("push ");
        arrived.incrementAndGet();
      } catch (AssertionError | RuntimeException e) {
        trouble.add("a client: " + e);
      }
    }
  }

  private void push(RawWebSocket staying) {
    List<String> expected = new ArrayList<>();
    while (!quiet) {
      String text = "push " + pushed.incrementAndGet();
      expected.add(text);
      SecuredDialect.push(base, "7", text);
      LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
    }
    expected.forEach(
        text -> {
          if (!text(staying).equals(text)) {
            trouble.add("instead of " + text);
          }
        });
  }

  /** So many more clients have come. */
  private void await(int clients) {
    int enough = arrived.get() + clients;
    awaitTrue(() -> arrived.get() >= enough || !trouble.isEmpty());
  }

  /** The issuer has been asked so often again. */
  private static void awaitRequests(int requests) {
    int enough = ISSUER.requests() + requests;
    awaitTrue(() -> ISSUER.requests() >= enough);
  }

  private static void awaitTrue(BooleanSupplier condition) {
    Eventually.await("it goes on", Duration.ofSeconds(30), condition);
  }
}
