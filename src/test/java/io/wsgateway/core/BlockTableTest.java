package io.wsgateway.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BlockTableTest {
  private static final Block.Target TOKEN = new Block.OfToken("chat", "t");
  private static final String ID = Block.idOf(TOKEN);

  private Instant now = Instant.ofEpochMilli(1_000_000);
  private final InstantSource clock = () -> now;
  private final BlockTable here = newTable(10);
  private final BlockTable there = newTable(10);

  @Test
  void changes_endTheSame_inWhateverOrderTheyAreHeard() {
    BlockChange made = make(here, null);
    BlockChange takenBack = here.takeBack(ID);
    BlockChange again = make(here, null);

    there.learn(List.of(again));
    there.learn(List.of(takenBack, made));

    assertThat(there.get(ID)).isEqualTo(here.get(ID)).isEqualTo(again);
  }

  @Test
  void changesOfOneMoment_endTheSame_onAllNodes() {
    BlockChange one = change("one");
    BlockChange other = change("other");

    here.learn(List.of(one, other));
    there.learn(List.of(other, one));

    assertThat(here.get(ID)).isEqualTo(there.get(ID));
  }

  @Test
  void changeMadeHere_counts_thoughAnotherClockIsAhead() {
    Instant later = now.plusSeconds(3_600);
    here.learn(List.of(BlockChange.made(new Block(TOKEN, "", null, "clock", later))));

    BlockChange takenBack = here.takeBack(ID);

    assertThat(takenBack.time()).isGreaterThan(later.toEpochMilli());
    assertThat(here.get(ID)).isNull();
  }

  @Test
  void takenBack_isRemembered_asLongAsTheBlockWouldHaveBeen_orADay() {
    make(here, now.plusSeconds(60));
    here.takeBack(ID);
    assertThat(here.expire()).isEmpty();
    now = now.plusSeconds(60);
    assertThat(here.expire()).hasSize(1);

    make(here, null);
    here.takeBack(ID);
    now = now.plus(Duration.ofHours(23));
    assertThat(here.expire()).isEmpty();
    now = now.plus(Duration.ofHours(2));
    assertThat(here.expire()).hasSize(1);
  }

  @Test
  void whatIsOver_isNotLearned() {
    BlockChange made = make(here, now.plusSeconds(1));
    now = now.plusSeconds(1);

    assertThat(there.learn(List.of(made))).isEmpty();
    assertThat(here.get(ID)).isNull();
  }

  @Test
  void others_areToldWhatTheyDoNotKnow() {
    BlockChange made = make(here, null);
    assertThat(here.beyond(List.of())).containsExactly(made);
    assertThat(here.beyond(List.of(made))).isEmpty();
    BlockChange takenBack = here.takeBack(ID);
    assertThat(here.beyond(List.of(made))).containsExactly(takenBack);
  }

  @Test
  void whatIsTakenBack_takesBoundedRoom() {
    for (int i = 0; i < 100; i++) {
      Block.Target target = new Block.OfToken("chat", "t" + i);
      here.make(
          Block.idOf(target),
          time ->
              BlockChange.made(new Block(target, "", null, "test", Instant.ofEpochMilli(time))));
      here.takeBack(Block.idOf(target));
      now = now.plusMillis(1);
    }
    IntStream.range(0, 100)
        .mapToObj(i -> new BlockChange("id" + i, i, BlockChange.NEVER, null))
        .forEach(change -> here.learn(List.of(change)));

    assertThat(here.after("", 1_000)).hasSize(10);
    assertThat(here.after("", 1_000))
        .extracting(BlockChange::id)
        .contains(Block.idOf(new Block.OfToken("chat", "t99")));
    assertThat(here.size()).isZero();
  }

  @Test
  void blockInPlaceOfABlock_isOneBlock() {
    make(here, null);
    make(here, now.plusSeconds(1));
    assertThat(here.size()).isEqualTo(1);
    here.takeBack(ID);
    make(here, null);
    assertThat(here.size()).isEqualTo(1);
    assertThat(here.after("", 10)).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "1",
        "2\t5\tid\t-1",
        "1\tx\tid\t-1",
        "1\t5\tid\t-1\tuser",
        "1\t5\tid\t-1\tother\tapp\tname\t-1\treason\tby",
        "1\t5\tid\t-1\taddress\t\tname\t-1\treason\tby"
      })
  void textOfAnotherVersion_orDamaged_isNothing(String text) {
    assertThat(BlockChange.parse(text)).isNull();
  }

  private BlockTable newTable(int max) {
    return new BlockTable(() -> max, clock, () -> 0);
  }

  private static BlockChange make(BlockTable table, Instant end) {
    return table.make(
        ID,
        time -> BlockChange.made(new Block(TOKEN, "", end, "test", Instant.ofEpochMilli(time))));
  }

  private BlockChange change(String reason) {
    return BlockChange.made(new Block(TOKEN, reason, null, "test", now));
  }
}
