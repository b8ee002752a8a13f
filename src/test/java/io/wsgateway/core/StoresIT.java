package io.wsgateway.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.wsgateway.server.EveryServer;
import io.wsgateway.server.GatewayWar;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;

/** What application code in the server may inject beside the gateway. */
@ArquillianTest
@EveryServer
class StoresIT {
  @Inject private ExpiringStore store;
  @Inject private Schedules schedules;

  @Deployment
  static WebArchive war() {
    return GatewayWar.withTest(GatewayWar.named("stores", Map.of()), StoresIT.class);
  }

  private static <T> T get(CompletionStage<T> stage) throws Exception {
    return stage.toCompletableFuture().get(10, TimeUnit.SECONDS);
  }

  @Test
  void oneNode_keepsAllInItsMemory() throws Exception {
    assertThat(store.isShared()).isFalse();
    assertThat(get(store.putIfAbsent("test:k", "x", Duration.ofHours(1)))).isEmpty();
    assertThat(get(store.putIfAbsent("test:k", "y", Duration.ofHours(1)))).contains("x");

    assertThat(schedules.isShared()).isFalse();
    Scheduled entry =
        new Scheduled("shop", "e", Instant.now().plus(Duration.ofDays(1)), new byte[] {1});
    get(schedules.add(entry));
    assertThat(get(schedules.find("shop", "e"))).contains(entry);
    assertThat(get(schedules.remove("shop", "e"))).isTrue();
  }
}
