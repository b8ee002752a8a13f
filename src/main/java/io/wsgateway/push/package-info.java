/**
 * The push client: what a back end in Java calls a gateway with, from another process.
 *
 * <pre>{@code
 * try (PushClient gateway =
 *     PushClient.builder()
 *         .uri("https://push-1.example", "https://push-2.example")
 *         .app("shop")
 *         .key(System.getenv("GATEWAY_KEY_BACKEND_SECRET"))
 *         .build()) {
 *   gateway.pushToUser("ann", "Your order has left");
 * }
 * }</pre>
 *
 * {@link io.wsgateway.push.PushClient} has every verb, {@link io.wsgateway.push.AsyncPushClient}
 * the same ones as stages. What goes wrong is a {@link io.wsgateway.push.PushException}.
 *
 * <p>It needs the JDK and nothing else, at run time not even the annotations that it is compiled
 * with, and nothing of the gateway: JSON is read and written by a few classes of its own, because a
 * plain program would otherwise have to find a JSON library, and a server's own must not be met by
 * another version of it. It may be used in the gateway's own server, too, but there the {@code
 * Gateway} bean is the shorter way.
 */
@NullMarked
package io.wsgateway.push;

import org.jspecify.annotations.NullMarked;
