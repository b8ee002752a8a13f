package io.wsgateway.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class BatchesTest {
  private final Batches batches = new Batches();
  private final Payload a = Payload.text("a");
  private final Payload b = Payload.text("bb");
  private final Payload c = Payload.text("ccc");

  @Test
  void whoIsSentTheSame_sharesTheBatch_andWhoIsNot_doesNot() {
    Batch one = batches.add(batches.add(batches.of(a), b), c);
    Batch same = batches.add(batches.add(batches.of(a), b), c);
    Batch other = batches.add(batches.of(a), c);

    assertThat(same).isSameAs(one);
    assertThat(one).isEqualTo(List.of(a, b, c));
    assertThat(one.bytes()).isEqualTo(6);
    assertThat(other).isEqualTo(List.of(a, c));
    assertThat(batches.of(b)).isEqualTo(List.of(b));
  }

  @Test
  void twoDialectsInTurn_shareTheirOwn() {
    Batch first = batches.add(batches.of(a), b);
    Batch second = batches.add(batches.of(c), b);

    assertThat(batches.add(batches.of(a), b)).isSameAs(first);
    assertThat(batches.add(batches.of(c), b)).isSameAs(second);
  }

  @Test
  void whatWaits_isContinuedForAllThatWaitForTheSame() {
    Batch waiting = batches.add(batches.of(a), b);
    batches.finish();

    Batch one = batches.add(waiting, batches.add(batches.of(b), c));
    Batch same = batches.add(waiting, batches.add(batches.of(b), c));

    assertThat(one).isEqualTo(List.of(a, b, b, c));
    assertThat(same).isSameAs(one);
  }

  @Test
  void finish_letsGoOfWhatOthersHave() {
    Batch kept = batches.of(a);
    Batch longer = batches.add(kept, b);
    batches.of(c);
    batches.finish();

    assertThat(kept.longer).isNull();
    assertThat(kept.sibling).isNull();
    assertThat(longer.before()).isSameAs(kept);
    assertThat(batches.of(a)).isNotSameAs(kept);
  }

  @Test
  void frames_areMadeOnce() {
    Batch batch = batches.add(batches.of(a), b);
    AtomicInteger made = new AtomicInteger();

    byte[] frames = batch.frames(all -> new byte[made.incrementAndGet()]);

    assertThat(batch.frames(all -> new byte[made.incrementAndGet()])).isSameAs(frames);
    assertThat(made).hasValue(1);
  }

  @Test
  void measure_countsWhatIsSharedOnce() {
    Batch one = batches.add(batches.of(a), c);
    Batch two = batches.add(batches.of(b), c);
    two.frames(all -> new byte[1_000]);

    long all = one.measure(1) + one.measure(1) + two.measure(1);
    long again = two.measure(2) + one.measure(2);

    assertThat(all).isEqualTo(4 * Batch.OVERHEAD + 1 + 2 + 3 + 1_000).isEqualTo(again);
  }
}
