package io.wsgateway.dialect.vein;

import io.wsgateway.config.GatewayConfig;
import io.wsgateway.core.Audit;
import io.wsgateway.core.Destination;
import io.wsgateway.core.ErrorCode;
import io.wsgateway.core.Gateway;
import io.wsgateway.core.GatewayException;
import io.wsgateway.core.PublishOptions;
import io.wsgateway.core.Refusal;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Believes a push, or not, and publishes it. Safe for any thread; waits for nothing. */
@ApplicationScoped
public class VeinPushes {
  /** In the audit: whoever has the app's secret. */
  private static final String BY = "(secret of the app)";

  @Inject private Gateway gateway;
  @Inject private GatewayConfig config;
  @Inject private VeinReplays replays;
  @Inject private Audit audit;

  /**
   * Publishes a push that is good, once.
   *
   * @return whether it is published; if not, the log has been told why, and the caller is not to
   *     know. Fails as {@link Gateway#publish} does
   * @throws GatewayException {@link ErrorCode#BAD_NAME} if no user can have that name
   */
  public CompletionStage<Boolean> publish(VeinPush push) {
    List<String> secrets = config.apps().get(push.app()).secrets();
    if (secrets.isEmpty()) {
      return refuse(push, "the app has no gateway.app.NAME.secret");
    }
    boolean signed = false;
    for (String secret : secrets) {
      signed |= push.isSignedWith(secret);
    }
    if (!signed) {
      return refuse(push, "the signature is wrong");
    }
    Optional<VeinData> data = VeinData.parse(push.message());
    if (data.isEmpty()) {
      return refuse(push, "the message is not a JSON object");
    }
    Destination user = gateway.toUser(push.app(), push.to());
    return replays
        .isFirst(push)
        .thenCompose(
            first ->
                first
                    ? publish(push, user, data.get())
                    : refuse(push, "it has been sent before, see gateway.vein.replay-window"));
  }

  private CompletionStage<Boolean> publish(VeinPush push, Destination user, VeinData data) {
    try {
      gateway.publish(user, data.payload(), data.mark(PublishOptions.NONE.by(BY)));
      return CompletableFuture.completedFuture(true);
    } catch (GatewayException e) {
      replays.forget(push);
      throw e;
    }
  }

  private CompletionStage<Boolean> refuse(VeinPush push, String reason) {
    audit.refused(
        "push", Refusal.SIGNATURE, "dialect", VeinCodec.NAME, "app", push.app(), "because", reason);
    return CompletableFuture.completedFuture(false);
  }
}
