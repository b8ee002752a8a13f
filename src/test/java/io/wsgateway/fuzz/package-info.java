/**
 * Random and mutated input for every dialect and every HTTP API, and what must hold meanwhile: no
 * error of the server's reaches a client, nobody but the sender is affected, and nothing is left.
 *
 * <p>Where to start: {@link io.wsgateway.fuzz.FuzzIT} says what is played; mills make the input out
 * of recorded messages; fuzzers send it; the {@link io.wsgateway.fuzz.Oracle} judges what comes
 * back; {@link io.wsgateway.fuzz.Bystanders} watch from their own connections, and {@link
 * io.wsgateway.fuzz.InsideServlet} from inside the server.
 *
 * <p>Every case is made from a seed, its target's name and its number alone, so that one that fails
 * can be made again: {@code -Dfuzz.seed=SEED}.
 */
package io.wsgateway.fuzz;
