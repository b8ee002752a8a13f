package io.wsgateway.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a node tells its store of blocks, and takes from it. */
class BlockStoreTest {
  private static final Block.Target BOB = user("bob");

  private final TestCluster cluster = new TestCluster(Map.of());
  private final TestCluster.Node a = cluster.newNode();
  private final TestCluster.Node b = cluster.newNode();
  private final RecordingStore ofA = new RecordingStore();
  private final RecordingStore ofB = new RecordingStore();

  @AfterEach
  void stop() {
    cluster.close();
  }

  @Test
  void changes_areKept_byAllNodesThatLearnOfThem() {
    keepIn();
    Block made = a.gateway.blocks().add(BOB, "", null, "test");
    a.gateway.blocks().remove(made.id(), "test");

    assertThat(ofA.kept).hasSize(2);
    assertThat(ofA.kept.get(0).block()).isEqualTo(made);
    assertThat(ofA.kept.get(1).block()).isNull();
    assertThat(ofB.kept).isEqualTo(ofA.kept);
  }

  @Test
  void whatTheStoreHas_isInForce_andClosesWhoIsThere() {
    keepIn();
    TestCluster.Client bob = a.connect("chat", "bob");
    BlockChange stored = BlockChange.made(new Block(BOB, "x", null, "test", Instant.now()));

    assertThat(ofA.receiver.found(List.of(stored))).isEmpty();

    assertThat(bob.closes()).containsExactly("4008 x");
  }

  @Test
  void storeThatIsBehind_isToldWhatItDoesNotHave() {
    Block one = a.gateway.blocks().add(BOB, "", null, "test");
    Block other = a.gateway.blocks().add(user("eve"), "", null, "test");
    keepIn();

    Collection<BlockChange> missing = ofA.receiver.found(List.of(BlockChange.made(one)));

    assertThat(missing).containsExactly(BlockChange.made(other));
  }

  @Test
  void whatIsOver_isForgottenByTheStore_alsoIfItEndedWhileNobodyWasThere() {
    keepIn();
    Instant past = Instant.now().minusSeconds(60);
    BlockChange over = BlockChange.made(new Block(BOB, "", past, "test", past.minusSeconds(60)));

    assertThat(ofA.receiver.found(List.of(over))).isEmpty();

    assertThat(ofA.forgotten).containsExactly(over);
    assertThat(a.connect("chat", "bob").closes()).isEmpty();
  }

  private void keepIn() {
    a.gateway.blocks().keepIn(ofA);
    b.gateway.blocks().keepIn(ofB);
    cluster.introduceAll();
  }

  private static Block.Target user(String name) {
    return new Block.OfUser(new Destination.OfUser("chat", name));
  }

  private static final class RecordingStore implements BlockStore {
    final List<BlockChange> kept = new ArrayList<>();
    final List<BlockChange> forgotten = new ArrayList<>();
    Receiver receiver;

    @Override
    public void start(Receiver learner) {
      receiver = learner;
    }

    @Override
    public void stop() {}

    @Override
    public void keep(Collection<BlockChange> changes) {
      kept.addAll(changes);
    }

    @Override
    public void forget(BlockChange change) {
      forgotten.add(change);
    }
  }
}
