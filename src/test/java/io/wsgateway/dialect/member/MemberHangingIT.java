package io.wsgateway.dialect.member;

import static io.wsgateway.dialect.member.MemberClient.wish;

import io.wsgateway.auth.UserVerifier;
import io.wsgateway.auth.Verdict;
import io.wsgateway.client.RawWebSocket;
import io.wsgateway.core.Visitor;
import io.wsgateway.server.GatewayWar;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Specializes;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;

/** Nobody ever says whether a member is who it claims to be, in spite of all other limits. */
@ArquillianTest
@RunAsClient
class MemberHangingIT {
  @ArquillianResource private URI base;

  @Deployment
  static WebArchive war() {
    return GatewayWar.named(
            "hanging",
            Map.of("gateway.member.auth-timeout", "300ms", "gateway.auth.http-timeout", "300ms"))
        .addClass(Silence.class);
  }

  /** Has no answer. */
  @ApplicationScoped
  @Specializes
  public static class Silence extends UserVerifier {
    @Override
    public CompletionStage<Verdict> verify(String app, String user, String token, Visitor visitor) {
      return new CompletableFuture<>();
    }
  }

  @Test
  void whoIsNotVerifiedInTime_isToldAndClosed_andStrangersAreNot() {
    try (RawWebSocket stranger = MemberClient.anonymous(base);
        RawWebSocket claiming = MemberClient.silent(base)) {
      claiming.send("{\"member_id\":7}").send(wish("news"));

      claiming.expect(MemberAnswers.UNAUTHORIZED.text()).expectClose(4003);
      MemberClient.subscribe(stranger, "news");
    }
  }
}
