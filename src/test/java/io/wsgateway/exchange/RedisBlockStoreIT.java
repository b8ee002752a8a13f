package io.wsgateway.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import io.wsgateway.client.Eventually;
import io.wsgateway.core.Block;
import io.wsgateway.core.BlockChange;
import io.wsgateway.server.RedisProcess;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.Jedis;

class RedisBlockStoreIT {
  private static final String KEY = "wsgateway:blocks";

  private final List<RedisBlockStore> started = new ArrayList<>();
  private RedisProcess redis;
  private RedisSetup setup;

  /** What a node knows, and how often it was told what the store has. */
  private static final class Node {
    final Map<String, BlockChange> known = new ConcurrentHashMap<>();
    final AtomicInteger times = new AtomicInteger();

    Collection<BlockChange> found(List<BlockChange> all) {
      List<BlockChange> better = new ArrayList<>(known.values());
      all.forEach(
          change -> {
            BlockChange own = known.get(change.id());
            if (own == null || !own.isAfter(change)) {
              known.put(change.id(), change);
              better.remove(own);
            }
          });
      times.incrementAndGet();
      return better;
    }
  }

  @BeforeEach
  void startRedis() {
    redis = RedisProcess.start();
    setup = new RedisSetup(redis.uri());
  }

  @AfterEach
  void stopAll() {
    started.forEach(RedisBlockStore::stop);
    redis.close();
    assertThat(JoiningExchangeContract.gatewayThreads()).isEmpty();
  }

  @Test
  void blocks_outliveAllNodes() {
    RedisBlockStore first = ready(new Node());
    BlockChange bob = made("bob", 1);
    first.keep(List.of(bob, made("eve", 1)));
    first.stop();

    Node later = new Node();
    ready(later);

    assertThat(later.known).hasSize(2).containsEntry(bob.id(), bob);
  }

  @Test
  void laterChange_counts_inWhateverOrderTheyCome() {
    RedisBlockStore store = ready(new Node());
    BlockChange takenBack =
        new BlockChange(made("bob", 1).id(), made("bob", 5).time(), 9_999_999_999_999L, null);
    store.keep(List.of(takenBack, made("bob", 4), made("eve", 7), made("eve", 6)));

    awaitStored("eve", made("eve", 7));
    awaitStored("bob", takenBack);
    store.keep(List.of(made("bob", 6)));
    awaitStored("bob", made("bob", 6));
  }

  @Test
  void changesOfOneMoment_endAsTheyDoOnNodes() {
    RedisBlockStore store = ready(new Node());
    BlockChange one = made("bob", 1, "one");
    BlockChange other = made("bob", 1, "other");
    BlockChange last = one.isAfter(other) ? one : other;
    store.keep(List.of(one, other, one, made("eve", 1)));

    awaitStored("eve", made("eve", 1));
    awaitStored("bob", last);
  }

  @Test
  void forgotten_isGone_unlessItHasChanged() {
    RedisBlockStore store = ready(new Node());
    store.keep(List.of(made("bob", 1), made("eve", 1), made("eve", 2)));
    store.forget(made("eve", 1));
    store.forget(made("bob", 1));

    Eventually.await("one is left", () -> stored().size() == 1);
    awaitStored("eve", made("eve", 2));
  }

  @Test
  void whatHappenedWhileRedisWasAway_isMadeUpFor_andSoIsWhatItLost() {
    Node node = new Node();
    RedisBlockStore store = ready(node);
    BlockChange before = made("bob", 1);
    node.known.put(before.id(), before);
    store.keep(List.of(before));
    awaitStored("bob", before);
    redis.kill();
    BlockChange meanwhile = made("eve", 2);
    node.known.put(meanwhile.id(), meanwhile);
    store.keep(List.of(meanwhile));

    redis.restart();

    awaitStored("bob", before);
    awaitStored("eve", meanwhile);
  }

  @Test
  void redisThatIsNotThereYet_isWaitedForByNobody() {
    redis.kill();
    Node node = new Node();
    BlockChange bob = made("bob", 1);
    node.known.put(bob.id(), bob);
    RedisBlockStore store = start(node);
    store.keep(List.of(bob));
    assertThat(node.times).hasValue(0);

    redis.restart();

    awaitStored("bob", bob);
  }

  @Test
  void redisThatIsFull_getsAllWhenThereIsRoom() {
    Node node = new Node();
    RedisBlockStore store = ready(node);
    try (Jedis jedis = setup.jedis()) {
      jedis.configSet("maxmemory", "1");
      BlockChange bob = made("bob", 1);
      node.known.put(bob.id(), bob);
      store.keep(List.of(bob));
      jedis.configSet("maxmemory", "0");

      awaitStored("bob", bob);
    }
  }

  @Test
  void whatCannotBeRead_isLeftAlone() {
    try (Jedis jedis = setup.jedis()) {
      jedis.hset(KEY, "x", "9\tof a later version");
    }
    Node node = new Node();
    RedisBlockStore store = ready(node);
    store.keep(List.of(made("bob", 1)));

    awaitStored("bob", made("bob", 1));
    assertThat(node.known).isEmpty();
    assertThat(stored()).containsEntry("x", "9\tof a later version");
  }

  private RedisBlockStore start(Node node) {
    RedisBlockStore store = setup.blockStore();
    started.add(store);
    store.start(node::found);
    return store;
  }

  private RedisBlockStore ready(Node node) {
    RedisBlockStore store = start(node);
    Eventually.await("the store is there", () -> node.times.get() > 0);
    return store;
  }

  private void awaitStored(String token, BlockChange change) {
    Eventually.await(token + " is stored", () -> change.text().equals(stored().get(change.id())));
  }

  private Map<String, String> stored() {
    try (Jedis jedis = setup.jedis()) {
      return jedis.hgetAll(KEY);
    } catch (RuntimeException e) {
      return Map.of();
    }
  }

  private static BlockChange made(String token, long time) {
    return made(token, time, "");
  }

  private static BlockChange made(String token, long time, String reason) {
    Instant since = Instant.ofEpochMilli(time);
    // What is made in Lua's numbers must not be cut.
    Instant late = since.plusSeconds(1_700_000_000);
    return BlockChange.made(new Block(new Block.OfToken("a", token), reason, null, "test", late));
  }
}
