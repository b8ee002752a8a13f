package io.wsgateway.core;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Finds the block that meets somebody, by a few look-ups in maps: one for each length of prefix
 * that is blocked at all. Reading is safe for any thread; {@link BlockTable} changes it.
 */
final class BlockIndex {
  private static final int ALL_BITS = 128;

  private final Map<Object, Block> blocks = new ConcurrentHashMap<>();
  // By app, and the user or nobody: few, with different times.
  private final Map<OlderTokens, List<Block>> olderTokens = new ConcurrentHashMap<>();
  private final AtomicIntegerArray prefixes = new AtomicIntegerArray(ALL_BITS + 1);

  private record OlderTokens(String app, @Nullable String user) {}

  void put(Block block) {
    if (block.target() instanceof Block.OfOlderTokens older) {
      olderTokens.merge(
          new OlderTokens(older.app(), older.user()),
          List.of(block),
          (there, more) -> Stream.concat(others(there, older), more.stream()).toList());
    } else if (blocks.put(block.target(), block) == null
        && block.target() instanceof Block.OfAddress address) {
      prefixes.incrementAndGet(address.network().bits());
    }
  }

  void remove(Block block) {
    if (block.target() instanceof Block.OfOlderTokens older) {
      olderTokens.computeIfPresent(
          new OlderTokens(older.app(), older.user()),
          (key, there) -> {
            List<Block> left = others(there, older).toList();
            return left.isEmpty() ? null : left;
          });
    } else if (blocks.remove(block.target()) != null
        && block.target() instanceof Block.OfAddress address) {
      prefixes.decrementAndGet(address.network().bits());
    }
  }

  private static Stream<Block> others(Collection<Block> there, Block.OfOlderTokens than) {
    return there.stream().filter(block -> !block.target().equals(than));
  }

  /** The block that meets an address, the narrowest first. */
  @Nullable Block ofAddress(String text, Instant now) {
    if (blocks.isEmpty()) {
      return null;
    }
    Network address = Network.address(text);
    for (int bits = ALL_BITS; address != null && bits >= 0; bits--) {
      if (prefixes.get(bits) > 0) {
        Network network = new Network(address.high(), address.low(), bits);
        Block block = inForce(blocks.get(new Block.OfAddress(network)), now);
        if (block != null && network.contains(address)) {
          return block;
        }
      }
    }
    return null;
  }

  /** The block that meets a user or its token. */
  @Nullable Block ofUser(Destination.OfUser user, Identity identity, Instant now) {
    Block block = inForce(blocks.get(new Block.OfUser(user)), now);
    String token = identity.id();
    if (block == null && token != null) {
      block = inForce(blocks.get(new Block.OfToken(user.app(), token)), now);
    }
    if (block == null && identity.proved() && !olderTokens.isEmpty()) {
      block =
          Stream.of(new OlderTokens(user.app(), null), new OlderTokens(user.app(), user.user()))
              .flatMap(key -> olderTokens.getOrDefault(key, List.of()).stream())
              .filter(older -> inForce(older, now) != null && wasIssuedBefore(identity, older))
              .findFirst()
              .orElse(null);
    }
    return block;
  }

  private static boolean wasIssuedBefore(Identity identity, Block block) {
    Instant issued = identity.issued();
    Instant before = ((Block.OfOlderTokens) block.target()).before();
    return issued == null || issued.isBefore(before);
  }

  private static @Nullable Block inForce(@Nullable Block block, Instant now) {
    return block == null
            || (block.expires() != null && !now.isBefore(Objects.requireNonNull(block.expires())))
        ? null
        : block;
  }
}
