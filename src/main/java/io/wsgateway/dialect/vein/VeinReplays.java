package io.wsgateway.dialect.vein;

import io.wsgateway.config.GatewayConfig;
import io.wsgateway.core.ExpiringStore;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Remembers signed pushes for {@code gateway.vein.replay-window}, so that nobody who has seen one
 * can send it again. Nodes that share Redis share what they remember. Safe for any thread.
 */
@ApplicationScoped
public class VeinReplays {
  @Inject private GatewayConfig config;
  @Inject private ExpiringStore store;

  /** Whether this is the first time; it will not be again until the window has passed. */
  public CompletionStage<Boolean> isFirst(VeinPush push) {
    Duration window = config.vein().replayWindow();
    if (window.isZero()) {
      return CompletableFuture.completedFuture(true);
    }
    return store.putIfAbsent(key(push), "", window).thenApply(before -> before.isEmpty());
  }

  /** The push was not accepted after all, and may be tried again. */
  public void forget(VeinPush push) {
    if (!config.vein().replayWindow().isZero()) {
      store.remove(key(push));
    }
  }

  /**
   * The signature stands for all that it is over, the nonce included. Beside it, the nonce would
   * only help who cuts the signed text, which has no escapes, at another place.
   */
  private static String key(VeinPush push) {
    return VeinCodec.NAME + ":" + push.app() + ":" + push.sign();
  }
}
