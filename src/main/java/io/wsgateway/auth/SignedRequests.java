package io.wsgateway.auth;

import io.wsgateway.core.ErrorCode;
import io.wsgateway.core.ExpiringStore;
import io.wsgateway.core.GatewayException;
import io.wsgateway.core.Refusal;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Judges signed requests, see {@link Signature}: made by whom they name, of now, and never made
 * before. A nonce is remembered only for what is rightly signed, so that strangers neither fill the
 * memory nor spoil the nonces of others; and before anything else is done for its holder, so that
 * who sends an overheard request again uses up none of its key's rate.
 *
 * <p>Safe for any thread; the caller's waits for the store, for at most {@link #PATIENCE}.
 */
final class SignedRequests {
  /** Longer than the store takes to find out that Redis is away, with its default timeout. */
  static final Duration PATIENCE = Duration.ofSeconds(2);

  /** By how much nodes may differ over the time without forgetting a nonce too early. */
  private static final Duration BETWEEN_NODES = Duration.ofMinutes(1);

  private final Duration window;
  private final ExpiringStore store;
  private final InstantSource clock;

  SignedRequests(Duration window, ExpiringStore store, InstantSource clock) {
    this.window = window;
    this.store = store;
    this.clock = clock;
  }

  /**
   * Goes on only if the call is signed with the key and new.
   *
   * @throws GatewayException {@link ErrorCode#UNAUTHORIZED}; {@link ErrorCode#OVERLOADED} if nobody
   *     can say now whether it is new
   */
  void check(ServerCall call, Key key, CallAudit audit) {
    String id = key.config().id();
    Optional<String> fault = Signature.fault(call);
    if (fault.isPresent()) {
      throw refused(audit, id, fault.get());
    }
    Signature signature = Signature.of(call);
    long now = clock.instant().getEpochSecond();
    if (Math.abs(now - signature.time()) > window.toSeconds()) {
      throw refused(
          audit,
          id,
          Signature.TIME
              + " is "
              + signature.time()
              + ", and it is "
              + now
              + " here; they may differ by "
              + window.toSeconds()
              + " s");
    }
    if (!signature.isRight(call, key)) {
      throw refused(
          audit,
          id,
          Signature.SIGNATURE
              + " is not that of this request; sign the method, path, query and body as they are"
              + " sent");
    }
    if (!isNew(id, signature.nonce())) {
      throw refused(
          audit, id, Signature.NONCE + " was used before; sign every request with a new one");
    }
  }

  private boolean isNew(String key, String nonce) {
    Duration kept = window.multipliedBy(2).plus(BETWEEN_NODES);
    CompletableFuture<Optional<String>> there =
        store.putIfAbsentOnAll("nonce:" + key + ":" + nonce, "", kept).toCompletableFuture();
    try {
      return there.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS).isEmpty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw unknown();
    } catch (TimeoutException e) {
      throw unknown();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof GatewayException known ? known : unknown();
    }
  }

  private static GatewayException unknown() {
    return new GatewayException(
            ErrorCode.OVERLOADED,
            "It cannot be told now whether this request was made before; sign it again in a moment")
        .retryAfter(Duration.ofSeconds(1));
  }

  private static GatewayException refused(CallAudit audit, String key, String message) {
    return audit.refused(ErrorCode.UNAUTHORIZED, Refusal.SIGNATURE, key, message);
  }
}
